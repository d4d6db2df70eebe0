using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1104: <c>new TcpListener(IPAddress.Any, 8080)</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ServerBoundToOneAddressCodeFix)), Shared]
public sealed class ServerBoundToOneAddressCodeFix()
    : RuleCodeFix(ServerBoundToOneAddressAnalyzer.Id, "Bind all addresses of the machine")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        BoundAddressReplacement.Of(site, ServerBoundToOneAddressAnalyzer.Any);
}

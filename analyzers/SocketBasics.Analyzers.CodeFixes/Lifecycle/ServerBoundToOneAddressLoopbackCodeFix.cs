using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1104: <c>new TcpListener(IPAddress.Loopback, 8080)</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ServerBoundToOneAddressLoopbackCodeFix)), Shared]
public sealed class ServerBoundToOneAddressLoopbackCodeFix()
    : RuleCodeFix(ServerBoundToOneAddressAnalyzer.Id, "Bind loopback, for clients on this machine only")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        BoundAddressReplacement.Of(site, ServerBoundToOneAddressAnalyzer.Loopback);
}

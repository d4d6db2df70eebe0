using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1110: <c>((IPEndPoint)socket.LocalEndPoint!).Port</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PortReadTooEarlyCodeFix)), Shared]
public sealed class PortReadTooEarlyCodeFix : CodeFixProvider
{
    private const string Title = "Read the port of the socket";

    public override ImmutableArray<string> FixableDiagnosticIds => [PortReadTooEarlyAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(PortReadTooEarlyAnalyzer.Instead, out string? instead))
                continue;

            SyntaxNode port = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            SyntaxNode replacement = root.ReplaceNode(port,
                SyntaxFactory.ParseExpression(instead!).WithTriviaFrom(port));
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(replacement)),
                    nameof(PortReadTooEarlyCodeFix)),
                diagnostic);
        }
    }
}

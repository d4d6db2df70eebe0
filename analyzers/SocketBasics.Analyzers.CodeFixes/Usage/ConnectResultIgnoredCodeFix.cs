using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB2001: <c>using Connection connection = (await ...).GetConnectionOrThrow();</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConnectResultIgnoredCodeFix)), Shared]
public sealed class ConnectResultIgnoredCodeFix : CodeFixProvider
{
    private const string Title = "Use the connection, or throw what went wrong";

    public override ImmutableArray<string> FixableDiagnosticIds => [ConnectResultIgnoredAnalyzer.Id];

    // Not the batch fixer: it fixes each call on its own and would declare "connection" twice in one scope.
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) =>
            await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            IgnoredConnect? connect = await IgnoredConnect
                .FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (connect is null)
                continue;

            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    cancellationToken => FixAsync(context.Document, [diagnostic], cancellationToken),
                    nameof(ConnectResultIgnoredCodeFix)),
                diagnostic);
        }
    }

    private static async Task<Document> FixAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var connects = new List<IgnoredConnect>();
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            IgnoredConnect? connect = await IgnoredConnect
                .FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false);
            if (connect is not null)
                connects.Add(connect);
        }

        SyntaxNode root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        root = root.TrackNodes(connects.Select(connect => connect.Statement));
        foreach (IgnoredConnect connect in connects)
        {
            StatementSyntax statement = root.GetCurrentNode(connect.Statement)!;
            root = root.ReplaceNode(statement, connect.ToDeclaration(statement, UnusedName(statement)));
        }

        return document.WithSyntaxRoot(root);
    }

    /// <summary>A name that occurs nowhere in the member, so that it neither collides nor hides anything.</summary>
    private static string UnusedName(SyntaxNode statement)
    {
        // Top-level statements are members of the compilation unit, and one scope together.
        SyntaxNode member = statement.Ancestors().First(node =>
            node is CompilationUnitSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax));
        var taken = new HashSet<string>(member.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText));

        string name = "connection";
        for (int number = 2; taken.Contains(name); number++)
            name = $"connection{number}";
        return name;
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>
/// Turns a local <c>TcpListener</c> or <c>TcpClient</c>, and the clients and methods it leads to, into this library's API.
/// </summary>
/// <remarks>Offered only where all uses are understood and the result compiles.</remarks>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(TcpMigrationRefactoring)), Shared]
public sealed class TcpMigrationRefactoring : CodeRefactoringProvider
{
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        CancellationToken cancellationToken = context.CancellationToken;
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<VariableDeclarationSyntax>()
            is not { Variables: { Count: 1 } variables } declaration)
        {
            return;
        }

        SemanticModel? model = await context.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model?.GetDeclaredSymbol(variables[0], cancellationToken) is not ILocalSymbol local
            || model.Compilation.GetTypeByMetadataName("SocketBasics.ListeningSocket")
                is not { ContainingAssembly.Name: "SocketBasics" }
            || new TcpMigration(model, root).Migrate(local, declaration) is not { } migrated)
        {
            return;
        }

        Document changed = context.Document.WithSyntaxRoot(LibraryImport.Add(migrated, model));
        if (!await CompilesAsWellAsync(changed, model, cancellationToken).ConfigureAwait(false))
            return;

        string type = declaration.Variables[0].Initializer is null ? "it" : local.Type.Name;
        context.RegisterRefactoring(CodeAction.Create(
            $"Use SocketBasics instead of {type}", _ => Task.FromResult(changed), nameof(TcpMigrationRefactoring)));
    }

    /// <summary>What else is done with the variables (a NetworkStream's own members, say) the compiler knows best.</summary>
    private static async Task<bool> CompilesAsWellAsync(
        Document changed, SemanticModel before, CancellationToken cancellationToken)
    {
        SemanticModel? after = await changed.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return after is not null && Errors(after) <= Errors(before);

        int Errors(SemanticModel model) => model.GetDiagnostics(cancellationToken: cancellationToken)
            .Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}

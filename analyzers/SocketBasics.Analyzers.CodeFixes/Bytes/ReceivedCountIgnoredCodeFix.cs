using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1301: the count is used where all of the buffer was, or a stream is read by <c>ReadExactly</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReceivedCountIgnoredCodeFix)), Shared]
public sealed class ReceivedCountIgnoredCodeFix()
    : RuleCodeFix(ReceivedCountIgnoredAnalyzer.Id, "Read all that is asked for, or use what was read")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node is not InvocationExpressionSyntax call)
            return null;
        return site.Diagnostic.AdditionalLocations.Count > 0
            ? CountedRead.Fix(site, call, site.Diagnostic.AdditionalLocations)
            : Exactly(site, call);
    }

    private static SyntaxNode? Exactly(FixSite site, InvocationExpressionSyntax call)
    {
        SimpleNameSyntax? name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            IdentifierNameSyntax identifier => identifier,
            _ => null,
        };
        ExpressionSyntax value = ReadSyntax.Outermost(call);
        if (name?.Identifier.ValueText is not ("Read" or "ReadAsync")
            || !OnlyAwaits(value, call)
            || !HasExactly(site.Model, call))
        {
            return null;
        }

        // The one that reads exactly returns nothing that could be kept or discarded.
        string exact = name.Identifier.ValueText.Replace("Read", "ReadExactly");
        ExpressionSyntax exactly = value.ReplaceNode(name, SyntaxFactory.IdentifierName(exact).WithTriviaFrom(name));
        if (ReadSyntax.StatementOf(value) is { } statement)
            return site.Root.ReplaceNode(statement.Expression, exactly.WithTriviaFrom(statement.Expression));
        return ReadSyntax.DeclarationOf(value) is { } declaration
            ? site.Root.ReplaceNode(
                declaration, SyntaxFactory.ExpressionStatement(exactly.WithoutTrivia()).WithTriviaFrom(declaration))
            : null;
    }

    /// <summary>Nothing but await, which takes the task of either.</summary>
    private static bool OnlyAwaits(ExpressionSyntax value, InvocationExpressionSyntax call) =>
        !value.DescendantNodesAndSelf().Any(node => node is SimpleNameSyntax
        {
            Identifier.ValueText: "Result" or "GetResult" or "AsTask" or "WaitAsync",
        } && node.Span.Start > call.Span.End)
        && (value is AwaitExpressionSyntax || call.Expression.ToString().EndsWith("Read", StringComparison.Ordinal));

    private static bool HasExactly(SemanticModel model, InvocationExpressionSyntax call) =>
        model.Compilation.GetTypeByMetadataName("System.IO.Stream") is { } stream
        && !stream.GetMembers("ReadExactly").IsEmpty
        && model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { } type }
        && IsOrDerivesFrom(type, stream);

    private static bool IsOrDerivesFrom(ITypeSymbol? type, ITypeSymbol ancestor)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, ancestor))
                return true;
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>A statement that ignores a connect result, and can become a declaration of the connection.</summary>
internal sealed class IgnoredConnect
{
    private static readonly TypeSyntax ConnectionType = ParseTypeName("global::SocketBasics.Connection");

    private readonly bool _needsAwait;

    private IgnoredConnect(StatementSyntax statement, bool needsAwait)
    {
        Statement = statement;
        _needsAwait = needsAwait;
    }

    public StatementSyntax Statement { get; }

    /// <summary>The statement of a diagnostic, or null when a declaration cannot stand in its place.</summary>
    public static async Task<IgnoredConnect?> FindAsync(
        Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return null;

        SyntaxNode call = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        SyntaxNode? holder = call.FirstAncestorOrSelf<SyntaxNode>(node =>
            node is StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax);
        (ExpressionSyntax? value, _) = Parts(holder);
        if (value is null || Unwrapped(value) is ConditionalAccessExpressionSyntax)
            return null;

        var statement = (StatementSyntax)holder!;
        TypeInfo info = model.GetTypeInfo(value, cancellationToken);
        if (info.Nullability.FlowState is NullableFlowState.MaybeNull)
            return null;
        if (info.Type?.Name == "ConnectResult")
            return new(statement, needsAwait: false);
        return IsTask(info.Type) && AwaitSite.IsAllowed(statement) ? new(statement, needsAwait: true) : null;
    }

    /// <summary>The declaration for the statement as it stands now, after other fixes in and around it.</summary>
    public StatementSyntax ToDeclaration(StatementSyntax current, string name)
    {
        (ExpressionSyntax? original, SyntaxToken assign) = Parts(current);
        ExpressionSyntax value = original!.WithoutTrivia();
        if (_needsAwait)
            value = AwaitExpression(Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(Space), value);
        if (value is not (InvocationExpressionSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax))
            value = ParenthesizedExpression(value);

        ExpressionSyntax connection = InvocationExpression(MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, value, IdentifierName("GetConnectionOrThrow")));
        VariableDeclaratorSyntax declarator = VariableDeclarator(Identifier(name).WithTrailingTrivia(Space))
            .WithInitializer(EqualsValueClause(assign, connection));
        LocalDeclarationStatementSyntax declaration = LocalDeclarationStatement(
                VariableDeclaration(
                    ConnectionType.WithTrailingTrivia(Space).WithAdditionalAnnotations(Simplifier.Annotation),
                    SingletonSeparatedList(declarator)))
            .WithUsingKeyword(Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(Space))
            .WithSemicolonToken(SemicolonOf(current));

        IEnumerable<SyntaxTrivia> lineEnd =
            current.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return current.Parent is BlockSyntax or GlobalStatementSyntax
            ? declaration.WithLeadingTrivia(current.GetLeadingTrivia())
            : Block(declaration)
                .WithLeadingTrivia(current.GetLeadingTrivia())
                .WithTrailingTrivia(lineEnd)
                .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static (ExpressionSyntax? Value, SyntaxToken Assign) Parts(SyntaxNode? holder) => holder switch
    {
        ExpressionStatementSyntax
        {
            Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard,
        } => (discard.Right, discard.OperatorToken),
        ExpressionStatementSyntax { Expression: not AssignmentExpressionSyntax } statement =>
            (statement.Expression, SpacedEquals),
        LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } locals } declaration
            when locals[0] is { Initializer: { } initializer } local && IsOnlyMention(local.Identifier, declaration) =>
            (initializer.Value, initializer.EqualsToken),
        _ => default,
    };

    private static SyntaxToken SpacedEquals => Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space);

    /// <summary>A local that is assigned again somewhere has to stay.</summary>
    private static bool IsOnlyMention(SyntaxToken name, SyntaxNode declaration) =>
        (declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is not GlobalStatementSyntax)
            ?? declaration.SyntaxTree.GetRoot())
        .DescendantTokens().Count(token => token.ValueText == name.ValueText) == 1;

    private static ExpressionSyntax Unwrapped(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax parenthesized => Unwrapped(parenthesized.Expression),
        PostfixUnaryExpressionSyntax suppression => Unwrapped(suppression.Operand),
        _ => value,
    };

    private static bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol
        {
            Name: "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable",
            TypeArguments.Length: 1,
        } task
        && task.TypeArguments[0].NullableAnnotation is not NullableAnnotation.Annotated;

    private static SyntaxToken SemicolonOf(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax expression => expression.SemicolonToken,
        LocalDeclarationStatementSyntax declaration => declaration.SemicolonToken,
        _ => Token(SyntaxKind.SemicolonToken),
    };
}

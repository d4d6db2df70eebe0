using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What callers pass for a parameter, in the same file.</summary>
internal static class PassedPort
{
    /// <summary>Whether any caller passes a port that is, or may be, in network byte order.</summary>
    public static bool MayBeSwapped(IOperation value)
    {
        if (PortExpression.Innermost(value) is not IParameterReferenceOperation { Parameter: { } parameter } reference
            || reference.SemanticModel is not { } model
            || parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return false;
        }

        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes())
        {
            // Only to save time: to ask for the operation of each node binds the whole file.
            if (node is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax)
                || (node is InvocationExpressionSyntax call && NameOf(call.Expression) != method.Name))
            {
                continue;
            }

            foreach (IArgumentOperation argument in Arguments(model.GetOperation(node)))
            {
                if (SymbolEqualityComparer.Default.Equals(argument.Parameter?.OriginalDefinition, parameter.OriginalDefinition)
                    && PortOrigin.Of(argument.Value).Order == ByteOrder.Network)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ImmutableArray<IArgumentOperation> Arguments(IOperation? operation) => operation switch
    {
        IInvocationOperation call => call.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => [],
    };

    private static string? NameOf(ExpressionSyntax called) => called switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells whether a variable may change while a loop runs.</summary>
internal static class LoopWrites
{
    /// <summary>Whether the loop itself writes to it.</summary>
    public static bool To(ISymbol variable, ILoopOperation loop) => loop.Descendants().Any(operation =>
        SymbolEqualityComparer.Default.Equals(variable, operation switch
        {
            IAssignmentOperation assignment => SocketUse.SymbolOf(assignment.Target),
            IIncrementOrDecrementOperation increment => SocketUse.SymbolOf(increment.Target),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument =>
                SocketUse.SymbolOf(argument.Value),
            IVariableDeclaratorOperation declarator => declarator.Symbol,
            _ => null,
        }));

    /// <summary>Whether something that the loop calls may write to it.</summary>
    public static bool MayBeElsewhere(ISymbol variable, ILoopOperation loop) => variable switch
    {
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst && !CallsOnlyFramework(loop),
        _ => loop.Descendants().Any(operation => operation is IInvocationOperation
        {
            TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke,
        }),
    };

    public static bool CallsOnlyFramework(ILoopOperation loop) => loop.Descendants().All(operation =>
        operation is not IInvocationOperation call || IsOfFramework(call.TargetMethod));

    /// <summary>Whether a method cannot call back; it belongs to the framework, or to this library.</summary>
    public static bool IsOfFramework(IMethodSymbol method)
    {
        INamespaceSymbol? space = method.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name is "System" or "SocketBasics" && method.MethodKind is not MethodKind.DelegateInvoke;
    }
}

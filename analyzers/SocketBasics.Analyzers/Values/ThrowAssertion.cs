using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells the calls that a test makes for the exception they throw.</summary>
internal static class ThrowAssertion
{
    /// <summary>Whether the call stands in a function that an assertion gets, directly or by way of a local.</summary>
    public static bool Expects(IOperation call) =>
        IsInAssertedFunction(call, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private static bool IsInAssertedFunction(IOperation operation, HashSet<ISymbol> followed)
    {
        for (IOperation? function = operation.Parent; function is not null; function = function.Parent)
        {
            bool isAsserted = function switch
            {
                IAnonymousFunctionOperation => IsAsserted(function, followed),
                ILocalFunctionOperation local => IsAssertedByName(local.Symbol, function, followed),
                _ => false,
            };
            if (isAsserted)
                return true;
        }

        return false;
    }

    /// <summary>Follows a function outward: <c>Awaiting(function).Should().ThrowAsync()</c>.</summary>
    private static bool IsAsserted(IOperation value, HashSet<ISymbol> followed)
    {
        while (true)
        {
            switch (value.Parent)
            {
                case IConversionOperation or IDelegateCreationOperation:
                    value = value.Parent;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } argument
                    when IsDelegate(value.Type) || IsReceiver(argument, call):
                    if (IsAssertion(call.TargetMethod))
                        return true;
                    value = call;
                    break;
                case IInvocationOperation call:
                    if (IsAssertion(call.TargetMethod))
                        return true;
                    value = call;
                    break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
                    when IsDelegate(declarator.Symbol.Type):
                    return IsAssertedByName(declarator.Symbol, value, followed);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target }
                    when IsDelegate(target.Type):
                    return IsAssertedByName(target.Local, value, followed);
                default:
                    return false;
            }
        }
    }

    /// <summary>Whether any mention of a local or a local function leads to an assertion.</summary>
    private static bool IsAssertedByName(ISymbol name, IOperation from, HashSet<ISymbol> followed)
    {
        // Functions may mention themselves and each other.
        if (!followed.Add(name))
            return false;

        foreach (IOperation operation in from.OperationsOfMember())
        {
            if (Mentions(operation, name)
                && (IsAsserted(operation, followed) || IsInAssertedFunction(operation, followed)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(IOperation operation, ISymbol name) => operation switch
    {
        ILocalReferenceOperation local => LibrarySymbols.Is(local.Local, name),
        IMethodReferenceOperation method => LibrarySymbols.Is(method.Method, name),
        IInvocationOperation call => LibrarySymbols.Is(call.TargetMethod, name),
        _ => false,
    };

    /// <summary>The assertions of the common test frameworks; one that expects no exception expects a result.</summary>
    private static bool IsAssertion(IMethodSymbol method) =>
        !method.Name.Contains("NotThrow")
        && (method.Name.Contains("Throw") || method.ContainingType.Name is "Assert" or "Record");

    private static bool IsReceiver(IArgumentOperation argument, IInvocationOperation call) =>
        call.TargetMethod.IsExtensionMethod && argument.Parameter?.Ordinal == 0;

    private static bool IsDelegate(ITypeSymbol? type) => type?.TypeKind is TypeKind.Delegate;
}

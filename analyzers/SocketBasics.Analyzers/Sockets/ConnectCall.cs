using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells the calls whose result says how a new connect ended.</summary>
internal static class ConnectCall
{
    /// <summary>The library's connects, and every method or delegate that returns what they return.</summary>
    public static bool Is(IMethodSymbol method, LibrarySymbols symbols)
    {
        if (!LibrarySymbols.Is(symbols.WithoutTask(method.ReturnType), symbols.ConnectResult))
            return false;

        // Queue<ConnectResult>.Dequeue or Task<ConnectResult>.WaitAsync make no connection; they hand one on.
        return method.MethodKind is MethodKind.DelegateInvoke
            || symbols.WithoutTask(method.OriginalDefinition.ReturnType)
                is not ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type };
    }

    /// <summary>Whether a value is what a new connect returns, directly or by way of a local.</summary>
    public static bool IsOriginOf(IOperation value, LibrarySymbols symbols) =>
        Assignments.OnlyValueOf(value) is IInvocationOperation call
        && Is(call.TargetMethod, symbols)
        && !HandsBack(call, symbols);

    /// <summary>
    /// Whether the call was given a result, so that the one it returns is no new one: <c>result.LogTo(log)</c>.
    /// </summary>
    public static bool HandsBack(IInvocationOperation call, LibrarySymbols symbols)
    {
        if (call.Instance is { } instance && Holds(instance.Type, symbols))
            return true;

        foreach (IArgumentOperation argument in call.Arguments)
        {
            IOperation value = argument.Value;
            while (value is IConversionOperation conversion)
                value = conversion.Operand;
            if (Holds(value.Type, symbols))
                return true;
        }

        return false;
    }

    private static bool Holds(ITypeSymbol? type, LibrarySymbols symbols) => type switch
    {
        IArrayTypeSymbol array => Holds(array.ElementType, symbols),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } => false,
        INamedTypeSymbol named => LibrarySymbols.Is(named, symbols.ConnectResult)
            || LibrarySymbols.Is(named.BaseType, symbols.ConnectResult)
            || named.TypeArguments.Any(argument => Holds(argument, symbols)),
        _ => false,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells the mentions of a buffer by which its bytes may change.</summary>
internal static class BufferTouch
{
    /// <summary>Whether an operation is one; taking, measuring and looking at the bytes is none.</summary>
    public static bool Is(IOperation operation, IOperation buffer, SocketSymbols symbols) =>
        IsMention(operation, buffer) && operation.Parent switch
        {
            IPropertyReferenceOperation { Property.Name: "Length" } or INameOfOperation => false,
            IArrayElementReferenceOperation element => element.Parent switch
            {
                IAssignmentOperation assignment => assignment.Target == element,
                IArgumentOperation argument => argument.Parameter?.RefKind is not RefKind.None,
                IIncrementOrDecrementOperation => true,
                _ => false,
            },
            _ => !IsTaken(operation, symbols),
        };

    private static bool IsMention(IOperation operation, IOperation buffer) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation =>
            AreEqual(SocketUse.SymbolOf(operation), SocketUse.SymbolOf(buffer)),
        _ => false,
    };

    /// <summary>Whether all bytes go to a call that only takes them.</summary>
    private static bool IsTaken(IOperation mention, SocketSymbols symbols)
    {
        IOperation value = mention;
        while (value.Parent is IConversionOperation or IPropertyReferenceOperation
            or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory" } })
        {
            value = value.Parent is IArgumentOperation ? value.Parent.Parent! : value.Parent;
        }

        return value.Parent is IArgumentOperation { Parent: { } call } && WholeBuffer.Find(call, symbols) is not null;
    }

    private static bool AreEqual(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}

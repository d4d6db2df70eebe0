using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The variable that holds a buffer.</summary>
internal static class BufferVariable
{
    /// <summary>
    /// The variable that a value is all of, as array, memory or span; null for a part of one, or no variable.
    /// </summary>
    public static IOperation? Of(IOperation? value)
    {
        while (value is not null)
        {
            value = SocketUse.Unconverted(value);
            switch (value)
            {
                case IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory", Arguments: { Length: 1 } of }:
                    value = of[0].Value;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Span" } span:
                    value = span.Instance;
                    break;
                case IObjectCreationOperation { Arguments: { Length: 1 } of, Type.IsValueType: true }:
                    value = of[0].Value;
                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
                    or IPropertyReferenceOperation { Arguments.Length: 0 }:
                    return value;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Whether two references are to the same variable of the same object.</summary>
    public static bool IsSame(IOperation? one, IOperation? other) => (one, other) switch
    {
        (null, null) => true,
        (IInstanceReferenceOperation, IInstanceReferenceOperation) => true,
        (ILocalReferenceOperation left, ILocalReferenceOperation right) => AreEqual(left.Local, right.Local),
        (IParameterReferenceOperation left, IParameterReferenceOperation right) =>
            AreEqual(left.Parameter, right.Parameter),
        (IMemberReferenceOperation left, IMemberReferenceOperation right) =>
            AreEqual(left.Member, right.Member) && IsSame(left.Instance, right.Instance),
        _ => false,
    };

    /// <summary>Whether a value is the length of a buffer, directly or by a local that holds it.</summary>
    public static bool IsLengthOf(IOperation? length, IOperation buffer) => length is { } known
        && Assignments.OnlyValueOf(known) is IPropertyReferenceOperation { Property.Name: "Length" } property
        && IsSame(Of(property.Instance), buffer);

    private static bool AreEqual(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}

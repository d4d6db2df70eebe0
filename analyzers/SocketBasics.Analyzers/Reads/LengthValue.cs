using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells numbers that say how long something is.</summary>
internal static class LengthValue
{
    private static readonly string[] Names = ["len", "length", "size", "count"];

    /// <summary>Whether it is a length, or a sum of lengths and constants, or a variable named like one.</summary>
    public static bool Is(IOperation value) => PortExpression.Innermost(value) switch
    {
        IPropertyReferenceOperation { Property.Name: "Length" or "LongLength" or "Count" } => true,
        IInvocationOperation { TargetMethod.Name: "GetByteCount" or "Count" or "LongCount" } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum =>
            Is(sum.LeftOperand) && IsPart(sum.RightOperand) || IsPart(sum.LeftOperand) && Is(sum.RightOperand),
        { ConstantValue.HasValue: true } => false,
        ILocalReferenceOperation local => IsNamed(local.Local.Name),
        IParameterReferenceOperation parameter => IsNamed(parameter.Parameter.Name),
        _ => false,
    };

    private static bool IsPart(IOperation value) =>
        PortExpression.Innermost(value) is { ConstantValue.HasValue: true } || Is(value);

    /// <summary>The last word of the name: <c>bodyLength</c>, <c>data_len</c>.</summary>
    private static bool IsNamed(string name)
    {
        foreach (string word in Names)
        {
            if (!name.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                continue;
            int start = name.Length - word.Length;
            if (start == 0 || name[start - 1] == '_' || char.IsUpper(name[start]))
                return true;
        }

        return false;
    }
}

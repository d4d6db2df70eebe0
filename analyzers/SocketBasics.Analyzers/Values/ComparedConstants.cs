using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The constants that a value is compared with, by operators, patterns or a switch.</summary>
internal static class ComparedConstants
{
    /// <summary>Gets the constants, also where the value is compared by way of a local.</summary>
    public static IEnumerable<IOperation> With(IOperation value)
    {
        IOperation whole = Converted(value);
        if (whole.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
        {
            return value.MentionsOf(local).OfType<ILocalReferenceOperation>().SelectMany(Direct);
        }

        return Direct(value);
    }

    /// <summary>Whether the value stands in the comparison itself, without a cast.</summary>
    public static bool IsDirect(IOperation value) =>
        Converted(value) == value && value.Parent is not IVariableInitializerOperation;

    private static IEnumerable<IOperation> Direct(IOperation value)
    {
        value = Converted(value);
        return value.Parent switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary =>
                [OfConstant(binary.LeftOperand == value ? binary.RightOperand : binary.LeftOperand)],
            IIsPatternOperation pattern => OfPattern(pattern.Pattern),
            ISwitchOperation choice => choice.Cases.SelectMany(section => section.Clauses).SelectMany(OfClause),
            ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => OfPattern(arm.Pattern)),
            IPropertySubpatternOperation subpattern => OfPattern(subpattern.Pattern),
            _ => [],
        };
    }

    private static IOperation Converted(IOperation value)
    {
        while (value.Parent is IConversionOperation
            || (value.Parent is IConditionalAccessOperation access && access.WhenNotNull == value))
        {
            value = value.Parent;
        }

        return value;
    }

    private static IEnumerable<IOperation> OfClause(ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => [OfConstant(single.Value)],
        IPatternCaseClauseOperation pattern => OfPattern(pattern.Pattern),
        _ => [],
    };

    private static IEnumerable<IOperation> OfPattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => [OfConstant(constant.Value)],
        IBinaryPatternOperation binary => OfPattern(binary.LeftPattern).Concat(OfPattern(binary.RightPattern)),
        INegatedPatternOperation negated => OfPattern(negated.Pattern),
        _ => [],
    };

    /// <summary>What is compared with a number that may be null is converted, and no constant any more.</summary>
    private static IOperation OfConstant(IOperation value) =>
        value.ConstantValue.HasValue ? value : PortExpression.Innermost(value);
}

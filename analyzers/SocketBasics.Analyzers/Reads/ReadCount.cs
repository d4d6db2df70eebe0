using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What a program does with the count that a read returns.</summary>
internal static class ReadCount
{
    /// <summary>Whether it asks at most whether there was anything, and so cannot know where the bytes end.</summary>
    /// <param name="read">The read.</param>
    /// <param name="local">The local that has the count, if there is one.</param>
    public static bool IsOnlyTested(ReadCall read, out ILocalSymbol? local)
    {
        IOperation value = CallResult.Outermost(read.Call);
        local = LocalOf(ref value);
        if (!IsTestOfZero(value)
            && value.Parent is not (IExpressionStatementOperation or IVariableInitializerOperation))
        {
            return false;
        }

        return local is not { } counter || read.Call.MentionsOf(counter).All(operation =>
            operation is not ILocalReferenceOperation reference
            || IsTarget(reference) || IsTestOfZero(reference) || IsPrinted(reference));
    }

    /// <summary>The local that a value is put into; then the value is that of the assignment.</summary>
    public static ILocalSymbol? LocalOf(ref IOperation value)
    {
        switch (value.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return declarator.Symbol;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { IsRef: false } local } } assignment:
                value = SocketUse.Outermost(assignment);
                return local;
            default:
                return null;
        }
    }

    /// <summary>Whether a value is compared with 0 or less, or with 1 so that it means the same.</summary>
    public static bool IsTestOfZero(IOperation value)
    {
        value = SocketUse.Outermost(value);
        return value.Parent switch
        {
            IBinaryOperation binary when binary.LeftOperand == value =>
                IsTestOfZero(binary.OperatorKind, Constants.Integer(binary.RightOperand)),
            IBinaryOperation binary =>
                IsTestOfZero(Mirror(binary.OperatorKind), Constants.Integer(binary.LeftOperand)),
            IIsPatternOperation pattern => IsPatternOfZero(pattern.Pattern),
            _ => false,
        };
    }

    private static bool IsTestOfZero(BinaryOperatorKind comparison, long? number) => comparison switch
    {
        BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual => number <= 0,
        BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual => number <= 1,
        _ => false,
    };

    private static bool IsPatternOfZero(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => Constants.Integer(constant.Value) <= 0,
        IRelationalPatternOperation relational =>
            IsTestOfZero(relational.OperatorKind, Constants.Integer(relational.Value)),
        INegatedPatternOperation negated => IsPatternOfZero(negated.Pattern),
        _ => false,
    };

    private static BinaryOperatorKind Mirror(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        _ => kind,
    };

    private static bool IsTarget(ILocalReferenceOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference;

    public static bool IsPrinted(IOperation value)
    {
        value = SocketUse.Outermost(value);
        return value.Parent switch
        {
            IInterpolationOperation => true,
            IArgumentOperation { Parent: IInvocationOperation print } =>
                print.TargetMethod.ContainingType.Name is "Console" or "Debug" or "Trace",
            IBinaryOperation text => text.Type?.SpecialType is SpecialType.System_String,
            _ => false,
        };
    }
}

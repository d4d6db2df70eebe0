using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells what is assigned to locals and parameters in their member.</summary>
internal static class Assignments
{
    /// <summary>The value that a local always has, or the value itself.</summary>
    public static IOperation OnlyValueOf(IOperation value)
    {
        value = SocketUse.Inner(value);
        if (value is not ILocalReferenceOperation { Local: var local })
            return value;

        IOperation? only = null;
        foreach (IOperation operation in value.MentionsOf(local))
        {
            if (operation is IVariableDeclaratorOperation declarator)
                only = declarator.GetVariableInitializer()?.Value;
            else if (IsWrite(operation))
                return value;
        }

        return only is null ? value : SocketUse.Inner(only);
    }

    /// <summary>Whether a variable has one value as long as the member runs.</summary>
    public static bool IsNeverReassigned(ISymbol variable, IOperation within) => variable switch
    {
        IFieldSymbol field => field.IsReadOnly,
        ILocalSymbol or IParameterSymbol => !within.MentionsOf(variable).Any(IsWrite),
        _ => false,
    };

    /// <summary>Whether a variable has the same value at two places, even if it has another elsewhere.</summary>
    public static bool HasOneValue(ISymbol variable, IOperation one, IOperation other) =>
        IsNeverReassigned(variable, one)
        || VariableWrites.TryFindLast(one, variable, out VariableWrite? first) && first?.Value is { } value
            && VariableWrites.TryFindLast(other, variable, out VariableWrite? second) && second?.Value == value;

    /// <summary>An assignment, or a reference by which another method may assign; the declaration is none.</summary>
    private static bool IsWrite(IOperation mention) => mention.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == mention,
        IIncrementOrDecrementOperation or ITupleOperation or IAddressOfOperation => true,
        IArgumentOperation argument => argument.Parameter is not { RefKind: RefKind.None or RefKind.In },
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What each turn of a loop adds to a text, or to a collection of bytes.</summary>
/// <param name="Whole">The variable that grows.</param>
/// <param name="Part">What is added.</param>
/// <param name="IsText">Whether it is text.</param>
internal sealed record Accumulation(IOperation Whole, IOperation Part, bool IsText)
{
    /// <summary>All that the turns of a loop add, also byte by byte.</summary>
    public static IEnumerable<Accumulation> In(ILoopOperation loop) =>
        loop.Descendants().Select(Of).OfType<Accumulation>();

    private static Accumulation? Of(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { Instance: { } whole, Arguments: { Length: > 0 } parts } call:
                bool? isText = (call.TargetMethod.Name, call.TargetMethod.ContainingType.Name) switch
                {
                    ("Append", "StringBuilder") => true,
                    ("Write" or "WriteAsync", _) when whole.Type?.Name == "MemoryStream" => false,
                    ("Add" or "AddRange", "List") => false,
                    _ => null,
                };
                return isText is { } text ? new(whole, parts[0].Value, text) : null;
            case ICompoundAssignmentOperation { Target: { Type.SpecialType: SpecialType.System_String } whole } added:
                return new(whole, added.Value, true);
            case ISimpleAssignmentOperation { Target: { Type.SpecialType: SpecialType.System_String } whole } assigned
                when assigned.Value is IBinaryOperation sum
                    && BufferVariable.IsSame(SocketUse.Inner(sum.LeftOperand), whole):
                return new(whole, sum.RightOperand, true);
            default:
                return null;
        }
    }
}

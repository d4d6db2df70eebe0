using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Where a value comes from.</summary>
internal static class Origins
{
    /// <summary>
    /// All values that a local of the member, or a member of the file, is given, besides null; the value itself when it
    /// is no such thing, or is given something that cannot be named.
    /// </summary>
    public static IReadOnlyList<IOperation> Of(IOperation value)
    {
        value = SocketUse.Inner(value);
        IOperation?[] values = value switch
        {
            ILocalReferenceOperation { Local.IsRef: false } local =>
                [.. VariableWrites.All(value, local.Local).Select(write => write.Value)],
            IMemberReferenceOperation member => [.. MemberWrites.Find(member)],
            _ => [],
        };
        if (values.Length == 0 || values.Contains(null))
            return [value];

        IOperation[] known = [.. values.OfType<IOperation>().Select(SocketUse.Inner).Where(origin => !IsNull(origin))];
        return known.Length == 0 ? [value] : known;
    }

    private static bool IsNull(IOperation value) =>
        value is IDefaultValueOperation { Type.IsValueType: not true }
            or { ConstantValue: { HasValue: true, Value: null } };
}

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
            ILocalReferenceOperation local =>
                [.. VariableWrites.All(value, local.Local).Select(write => write.Value)],
            IMemberReferenceOperation member => [.. MemberWrites.Find(member)],
            _ => [],
        };
        if (values.Contains(null))
            return [value];

        // The only constant among buffers, streams and sockets is null.
        IOperation[] known =
        [
            .. values.OfType<IOperation>().Select(SocketUse.Inner).Where(origin => !origin.ConstantValue.HasValue),
        ];
        return known.Length == 0 ? [value] : known;
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>A read after which all of the buffer is used, although nobody knows how far it was filled.</summary>
public static class PartialRead
{
    /// <summary>The property of a diagnostic that names the local that has the count.</summary>
    public const string Count = "count";

    /// <summary>The property of a diagnostic that tells how each place is made to take a part of the buffer.</summary>
    public const string Ways = "ways";

    /// <summary>The replacement of <c>buffer.Length</c> by the count.</summary>
    public const string ByCount = "count";

    /// <summary>The addition of <c>, 0, count</c> behind the buffer.</summary>
    public const string ByRange = "range";

    /// <summary>The replacement of <c>buffer</c> by <c>buffer.AsSpan(0, count)</c>.</summary>
    public const string BySpan = "AsSpan";

    /// <summary>The replacement of <c>buffer</c> by <c>buffer.AsMemory(0, count)</c>.</summary>
    public const string ByMemory = "AsMemory";

    /// <summary>The replacement of <c>buffer</c> by <c>buffer.Slice(0, count)</c>.</summary>
    public const string BySlice = "Slice";

    internal static ReadCall? Before(WholeBuffer use, SocketSymbols symbols) =>
        BufferFill.Before(use, symbols) is { } read
        && read.IsFromPeer(symbols)
        && ReadCount.IsOnlyTested(read, out _)
        && !ReadBuffer.IsOneByte(read)
        && !ReadBuffer.IsForAvailable(read)
            ? read
            : null;

    /// <summary>All uses of the whole buffer after a read.</summary>
    internal static IReadOnlyList<WholeBuffer> After(ReadCall read, SocketSymbols symbols) =>
    [
        .. read.Call.OperationsOfMember()
            .Select(operation => WholeBuffer.Find(operation, symbols))
            .OfType<WholeBuffer>()
            .Where(use => Before(use, symbols)?.Call == read.Call),
    ];

    /// <summary>What the fix has to know; nothing when it cannot be right.</summary>
    internal static ImmutableDictionary<string, string?> Properties(
        ReadCall read, IReadOnlyList<WholeBuffer> uses, out IEnumerable<Location> places)
    {
        (Location Place, string Way)?[] parts = [.. uses.Select(use => use.Part())];
        places = parts.Select(part => part?.Place).OfType<Location>();
        ReadCount.IsOnlyTested(read, out ILocalSymbol? local);
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (parts.Contains(null) || (local is { } counter && IsWrittenBetween(counter, read, uses)))
            return properties;

        return properties
            .Add(Ways, string.Join(",", parts.Select(part => part!.Value.Way)))
            .Add(Count, local?.Name);
    }

    private static bool IsWrittenBetween(ILocalSymbol local, ReadCall read, IReadOnlyList<WholeBuffer> uses) =>
        read.Call.MentionsOf(local).Any(operation =>
            operation is ILocalReferenceOperation { Parent: ISimpleAssignmentOperation } target
            && target.Syntax.SpanStart > read.Call.Syntax.Span.End
            && uses.Any(use => target.Syntax.SpanStart < use.Use.Syntax.SpanStart));
}

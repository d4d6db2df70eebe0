using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What is known of the buffer that a read gets.</summary>
internal static class ReadBuffer
{
    /// <summary>Whether no byte fits: such a read only waits, or looks whether the connection is broken.</summary>
    public static bool IsEmpty(ReadCall read) =>
        Constants.Integer(read.Count) == 0
        || (read.Buffer is { } buffer && Origins.Of(SocketUse.Unconverted(buffer)).All(IsNothing));

    /// <summary>Whether one byte fits: then the read is never partial, but for the end.</summary>
    public static bool IsOneByte(ReadCall read) =>
        Constants.Integer(read.Count) == 1
        || (read.Buffer is { } buffer
            && Origins.Of(SocketUse.Unconverted(buffer)).All(origin => Constants.Integer(SizeOf(origin)) == 1));

    /// <summary>Whether the read asks for what <c>Available</c> says is there; then it gets that.</summary>
    public static bool IsForAvailable(ReadCall read) =>
        MentionsAvailable(read.Count)
        || (IsOneByte(read) && IsWhereAvailable(read.Call))
        || (read.Buffer is { } buffer
            && Origins.Of(SocketUse.Unconverted(buffer)).Any(origin => MentionsAvailable(SizeOf(origin))));

    /// <summary>Whether the bytes go to a local that nothing after the read mentions, except for another read.</summary>
    public static bool IsNeverLookedAt(ReadCall read, SocketSymbols symbols) => read.Buffer switch
    {
        null => false,
        { } buffer when BufferVariable.Of(buffer) is { } variable => variable is ILocalReferenceOperation local
            && !read.Call.MentionsOf(local.Local).Any(mention =>
                mention.Syntax.SpanStart > read.Call.Syntax.Span.End && !IsReadInto(mention, symbols)),
        { } buffer => SocketUse.Inner(buffer) is IArrayCreationOperation,
    };

    private static bool IsReadInto(IOperation mention, SocketSymbols symbols)
    {
        while (mention.Parent is IConversionOperation or IPropertyReferenceOperation)
            mention = mention.Parent;
        return mention.Parent is IArgumentOperation { Parent: { } call } && ReadCall.Find(call, symbols) is not null;
    }

    /// <summary>Whether a condition around the read has found that there is at least a byte.</summary>
    private static bool IsWhereAvailable(IOperation read)
    {
        for (IOperation? outer = read.Parent; outer is not null; outer = outer.Parent)
        {
            IOperation? condition = outer switch
            {
                IConditionalOperation conditional => conditional.Condition,
                ILoopOperation loop => ReceiveLoop.ConditionOf(loop),
                _ => null,
            };
            if (condition?.DescendantsAndSelf().Any(part =>
                SocketUse.NameOf(part) is "Available" or "DataAvailable") is true)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNothing(IOperation value) => value switch
    {
        IArrayCreationOperation array => Constants.Integer(array.DimensionSizes.FirstOrDefault()) == 0,
        IDefaultValueOperation => true,
        ICollectionExpressionOperation { Elements.Length: 0 } => true,
        IObjectCreationOperation { Arguments.Length: 0, Type.IsValueType: true } => true,
        IConversionOperation view => IsNothing(SocketUse.Inner(view.Operand)),
        IInvocationOperation { TargetMethod.Name: "AsMemory" or "AsSpan" or "Slice" } slice =>
            Constants.Integer(LengthOf(slice)) == 0 || Sliced(slice) is { } whole && IsNothing(whole),
        _ => SocketUse.NameOf(value) == "Empty",
    };

    private static IOperation? LengthOf(IInvocationOperation slice) =>
        slice.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "length")?.Value;

    private static IOperation? Sliced(IInvocationOperation slice) =>
        (slice.Instance ?? slice.Arguments.FirstOrDefault()?.Value) is { } whole ? SocketUse.Inner(whole) : null;

    private static IOperation? SizeOf(IOperation value) => value switch
    {
        IArrayCreationOperation array => array.DimensionSizes.FirstOrDefault(),
        IConversionOperation view => SizeOf(SocketUse.Inner(view.Operand)),
        IInvocationOperation { TargetMethod.Name: "AsMemory" or "AsSpan" or "Slice" } slice =>
            LengthOf(slice) ?? (Sliced(slice) is { } whole ? SizeOf(whole) : null),
        ILocalReferenceOperation local when Assignments.OnlyValueOf(local) is var only && only != value => SizeOf(only),
        _ => null,
    };

    private static bool MentionsAvailable(IOperation? size) => size is { } known
        && Origins.Of(known).SelectMany(origin => origin.DescendantsAndSelf()).Any(part =>
            part is IPropertyReferenceOperation { Property: { Name: "Available", ContainingNamespace: var space } }
            && space.ToDisplayString() == "System.Net.Sockets");
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>A call that takes all bytes of a buffer: decodes them, sends them, or makes a stream of them.</summary>
/// <param name="Use">The call.</param>
/// <param name="Buffer">The variable of the buffer.</param>
/// <param name="Name">What the call is called.</param>
/// <param name="Argument">The argument that is the buffer.</param>
/// <param name="Count">The argument that is the buffer's length, if there is one.</param>
internal sealed record WholeBuffer(
    IOperation Use, IOperation Buffer, string Name, IArgumentOperation Argument, IArgumentOperation? Count)
{
    /// <summary>The names of the methods that take bytes.</summary>
    public static readonly string[] Names = ["GetString", "GetChars", "Write", "WriteAsync", "Send", "SendAsync"];

    public static WholeBuffer? Find(IOperation operation, SocketSymbols symbols)
    {
        (string? name, IEnumerable<IArgumentOperation> arguments) = operation switch
        {
            IInvocationOperation call when TakesBytes(call.TargetMethod, symbols) =>
                (call.TargetMethod.Name, call.Arguments),
            IObjectCreationOperation { Type.Name: "MemoryStream" } creation => ("MemoryStream", creation.Arguments),
            _ => default((string?, IEnumerable<IArgumentOperation>)),
        };
        if (name is null)
            return null;

        IArgumentOperation? argument = Named(arguments, "buffer", "bytes");
        IArgumentOperation? offset = Named(arguments, "offset", "index", "byteIndex");
        IArgumentOperation? count = Named(arguments, "count", "size", "byteCount");
        return argument is not null && BufferVariable.Of(argument.Value) is { } buffer
            && (offset is null || Constants.Integer(offset.Value) == 0)
            && (count is null || BufferVariable.IsLengthOf(count.Value, buffer))
            ? new(operation, buffer, name, argument, count)
            : null;
    }

    /// <summary>What has to be replaced so that the call takes a part, and how; or null.</summary>
    public (Location Place, string Way)? Part()
    {
        if (Count is not null)
            return (Count.Value.Syntax.GetLocation(), PartialRead.ByCount);
        return Way() is { } way ? (Argument.Value.Syntax.GetLocation(), way) : null;
    }

    private string? Way()
    {
        IOperation value = SocketUse.Unconverted(Argument.Value);
        if (value.Type is not IArrayTypeSymbol)
        {
            return value.Type?.Name is "Memory" or "Span" ? PartialRead.BySlice : null;
        }

        return (Name, Argument.Parameter?.Type) switch
        {
            ("GetString" or "GetChars" or "MemoryStream", IArrayTypeSymbol) => PartialRead.ByRange,
            ("Send", IArrayTypeSymbol) => PartialRead.BySpan,
            (_, { Name: "ReadOnlySpan" }) => PartialRead.BySpan,
            (_, { Name: "ReadOnlyMemory" }) => PartialRead.ByMemory,
            _ => null,
        };
    }

    private static bool TakesBytes(IMethodSymbol method, SocketSymbols symbols) => method.Name switch
    {
        "GetString" or "GetChars" => SocketSymbols.IsOrDerivesFrom(method.ContainingType, symbols.Encoding),
        "Write" or "WriteAsync" => SocketSymbols.IsOrDerivesFrom(method.ContainingType, symbols.Stream),
        "Send" => SocketSymbols.Is(method.ContainingType, symbols.Socket),
        "SendAsync" => SocketSymbols.Is(method.ContainingType, symbols.Socket)
            || SocketSymbols.Is(method.ContainingType, symbols.SocketTaskExtensions)
            || SocketSymbols.Is(method.ContainingType, symbols.Connection),
        _ => false,
    };

    private static IArgumentOperation? Named(IEnumerable<IArgumentOperation> arguments, params string[] names) =>
        arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && names.Contains(parameter.Name));
}

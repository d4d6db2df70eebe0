using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>A call that reads bytes into a buffer and tells how many: as many as are there, and 0 at the end.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">What it reads from.</param>
/// <param name="Source">The socket, stream or connection.</param>
/// <param name="Buffer">The buffer; null for the end of a read that was begun elsewhere.</param>
/// <param name="Offset">Where in the buffer to begin, if the call says so.</param>
/// <param name="Count">How many bytes to read at most, if the call says so.</param>
internal sealed record ReadCall(
    IInvocationOperation Call,
    ReadKind Kind,
    IOperation Source,
    IOperation? Buffer,
    IOperation? Offset,
    IOperation? Count)
{
    /// <summary>The names of the methods that read.</summary>
    public static readonly string[] Names = ["Receive", "ReceiveAsync", "EndReceive", "Read", "ReadAsync", "EndRead"];

    // SocketFlags.Peek and SocketType.Stream.
    private const int Peek = 2;
    private const int Stream = 1;

    public string Name => $"{Source.Type?.Name ?? Call.TargetMethod.ContainingType.Name}.{Call.TargetMethod.Name}";

    /// <summary>Gets whether the read only ends one that was begun before.</summary>
    public bool IsEnd => Call.TargetMethod.Name.StartsWith("End", StringComparison.Ordinal);

    /// <summary>The read; null for any other call, also for one that leaves the bytes there (MSG_PEEK).</summary>
    public static ReadCall? Find(IOperation operation, SocketSymbols symbols)
    {
        // Every call of a program is asked, and a name is the cheapest thing about it. With SocketAsyncEventArgs the count is
        // in these.
        if (operation is not IInvocationOperation { TargetMethod: { } method } call
            || method.Name is not ("Receive" or "ReceiveAsync" or "EndReceive" or "Read" or "ReadAsync" or "EndRead")
            || method.ReturnType.SpecialType is SpecialType.System_Boolean)
        {
            return null;
        }

        INamedTypeSymbol type = method.ContainingType;
        return method.Name switch
        {
            "Receive" or "ReceiveAsync" or "EndReceive" when SocketSymbols.Is(type, symbols.Socket)
                || SocketSymbols.Is(type, symbols.SocketTaskExtensions) =>
                MayPeek(call) ? null : Create(ReadKind.Socket, method),
            "ReceiveAsync" when SocketSymbols.Is(type, symbols.Connection) => Create(ReadKind.Connection, method),
            "Read" or "ReadAsync" or "EndRead" when Root(method) is var root
                && SocketSymbols.Is(root.ContainingType, symbols.Stream) => Create(ReadKind.Stream, root),
            _ => null,
        };

        ReadCall? Create(ReadKind kind, IMethodSymbol root) =>
            (call.Instance ?? Argument(call, root, "socket")) is { } source
                ? new(
                    call, kind, source,
                    Argument(call, root, "buffer") ?? Argument(call, root, "buffers"),
                    Argument(call, root, "offset"),
                    Argument(call, root, "count") ?? Argument(call, root, "size"))
                : null;
    }

    /// <summary>Whether a peer is at the other end, and no file or memory.</summary>
    public bool IsFromPeer(SocketSymbols symbols) => Kind is not ReadKind.Stream || PeerStream.Is(Source, symbols);

    /// <summary>Whether the socket has datagrams, of which one may be empty.</summary>
    public bool IsOfDatagrams(SocketSymbols symbols) =>
        Kind is ReadKind.Socket && Origins.Of(Source).Any(origin => origin switch
        {
            IObjectCreationOperation creation => creation.Arguments.Any(argument =>
                argument.Parameter?.Type.Name == "SocketType"
                && Constants.Integer(argument.Value) is not (null or Stream)),
            IPropertyReferenceOperation client => SocketSymbols.Is(client.Property.ContainingType, symbols.UdpClient),
            _ => false,
        });

    /// <summary>The method of Stream that is called, or overridden by the one that is called.</summary>
    public static IMethodSymbol Root(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
            method = overridden;
        return method;
    }

    /// <summary>The argument for a parameter, whatever an override calls it.</summary>
    public static IOperation? Argument(IInvocationOperation call, IMethodSymbol root, string name) => call.Arguments
        .FirstOrDefault(argument => argument.Parameter is { Ordinal: var ordinal } && root.Parameters[ordinal].Name == name)
        ?.Value;

    private static bool MayPeek(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Parameter?.Type.Name == "SocketFlags"
        && (Constants.Integer(argument.Value) is not { } flags || (flags & Peek) != 0));
}

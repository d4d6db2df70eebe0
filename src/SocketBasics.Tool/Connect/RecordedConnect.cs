using System.Net.Sockets;
using SocketBasics.Handshake;

namespace SocketBasics.Tool.Connect;

/// <summary>A connect, with the trace of its segments, or the reason why there is none.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Trace">The segments of that very connect, or <see langword="null"/>.</param>
/// <param name="Lack">What a trace would need, or <see langword="null"/> if there is one or none was wanted.</param>
internal sealed record RecordedConnect(ConnectResult Result, HandshakeTrace? Trace, string? Lack)
{
    /// <summary>
    /// Connects, and records if that is wanted and possible; it connects also where nothing can be recorded, if that is
    /// optional.
    /// </summary>
    public static async Task<RecordedConnect> MakeAsync(
        ConnectTarget target, ConnectOptions options, bool isWanted, bool isOptional, CancellationToken stop)
    {
        if (!isWanted)
            return new(await ConnectAsync(target, options, stop), Trace: null, Lack: null);
        if (target.Endpoint is not { IsIP: true } server)
        {
            string lack = target.Endpoint is null
                ? "a picture needs an address instead of a name: a capture looks for packets, which have no names."
                : "segments are drawn of TCP alone, and a local socket sends none.";
            if (!isOptional)
                throw ToolException.Usage(lack);
            return new(await ConnectAsync(target, options, stop), Trace: null, lack);
        }

        try
        {
            (ConnectResult result, HandshakeTrace trace) =
                await HandshakeTrace.CaptureConnectAsync(server, options, cancellationToken: stop);
            if (trace.Steps.All(static step => step.Event is HandshakeMark))
                return new(result, Trace: null, "no segment was sent.");
            return IsOf(result, trace)
                ? new(result, trace, Lack: null)
                : new(result, Trace: null, "another connection to the same endpoint came first; try again.");
        }
        catch (SocketOperationException exception) when (CannotRecord(exception))
        {
            if (!isOptional)
                throw new ToolException(ExitCode.NoPermission, exception.Message);
            return new(await ConnectAsync(target, options, stop), Trace: null, $"{exception.Remedy}.");
        }
        catch (PlatformNotSupportedException exception)
        {
            if (!isOptional)
                throw new ToolException(ExitCode.Unavailable, exception.Message);
            return new(await ConnectAsync(target, options, stop), Trace: null, exception.Message);
        }
    }

    /// <summary>Whether segments cannot be recorded here at all, which is known before anything else is done.</summary>
    public static bool CannotRecord(SocketOperationException exception) =>
        exception is { Operation: SocketOperation.OpenRaw }
            and { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressFamilyNotSupported };

    private static ValueTask<ConnectResult> ConnectAsync(
        ConnectTarget target, ConnectOptions options, CancellationToken stop) => target.Endpoint is { } endpoint
            ? ClientSocket.ConnectAsync(endpoint, options, stop)
            : ClientSocket.ConnectAsync(target.Host, target.Port, options, stop);

    // The trace is of the first connection to the server that was seen, and that may have been somebody else's.
    private static bool IsOf(ConnectResult result, HandshakeTrace trace) =>
        result.Report.Attempts is not [.., { LocalEndpoint: { } local }]
            ? trace.OtherConnections == 0
            : trace.Client == local;
}

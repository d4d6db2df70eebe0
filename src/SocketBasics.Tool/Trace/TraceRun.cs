using System.Text.Json.Nodes;
using SocketBasics.Handshake;
using SocketBasics.Tool.Connect;
using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool.Trace;

/// <summary>One run of <c>sockets trace</c>.</summary>
internal sealed class TraceRun(TraceSettings settings, Screen screen)
{
    /// <summary>Records and prints, and returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        for (int i = 0; i < settings.Count; i++)
        {
            HandshakeTrace trace = await RecordAsync(stop);
            if (!IsSeen(trace))
            {
                // Nobody will come any more; what came before was drawn already.
                if (i == 0)
                    stop.ThrowIfCancellationRequested();
                return i == 0 ? NothingSeen() : ExitCode.Success;
            }

            Print(trace);
            if (settings.SvgFile is { } file)
                PictureFile.Write(file, trace, lack: null);
            if (stop.IsCancellationRequested)
                break;
        }

        return ExitCode.Success;
    }

    private async Task<HandshakeTrace> RecordAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (settings.Timeout is { } timeout)
            end.CancelAfter(timeout);
        var options = new HandshakeCaptureOptions
        {
            Interface = settings.Interface,
            MaximumPackets = settings.Packets,
        };
        try
        {
            // Not the token: an interrupted capture has no trace, and what was seen until then is wanted.
            return await HandshakeTrace.CaptureAsync(
                settings.Server, recorder => WaitAsync(recorder, end.Token), options, CancellationToken.None);
        }
        catch (SocketOperationException exception) when (RecordedConnect.CannotRecord(exception))
        {
            throw new ToolException(ExitCode.NoPermission, exception.Message);
        }
        catch (PlatformNotSupportedException exception)
        {
            throw new ToolException(ExitCode.Unavailable, exception.Message);
        }
        catch (ArgumentException exception)
        {
            throw ToolException.Usage(Harmless.Message(exception.Message.Split(" (Parameter")[0]));
        }
    }

    private async Task WaitAsync(HandshakeRecorder recorder, CancellationToken end)
    {
        Announce();
        HandshakeTrace? seen = null;
        Task<bool> whole = WaitUntilAsync(recorder, trace => IsOver(seen = trace), end);
        await screen.WaitAsync(whole, () => $"{Packets(seen)}; Ctrl+C ends the recording");
    }

    private static async Task<bool> WaitUntilAsync(
        HandshakeRecorder recorder, Predicate<HandshakeTrace> condition, CancellationToken end)
    {
        try
        {
            await recorder.WaitUntilAsync(condition, end);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Announce()
    {
        if (settings.WantsJson)
            screen.Line(Event("recording", new() { ["server"] = settings.Server.ToString() }));
        else if (settings.WantsMermaid)
            screen.Error($"recording the next connection to {settings.Server}");
        else
            screen.Line($"recording the next connection to {settings.Server}", Tone.Heading);
    }

    private void Print(HandshakeTrace trace)
    {
        if (settings.WantsJson)
            screen.Line(Event("trace", TraceJson.Of(trace)));
        else
            screen.Line(settings.WantsMermaid ? trace.ToMermaid() : $"\n{trace}");
    }

    private int NothingSeen()
    {
        screen.Error($"sockets trace: no connection to {settings.Server} was seen.");
        return ExitCode.NothingSeen;
    }

    private bool IsOver(HandshakeTrace trace)
    {
        // What is left over from an earlier connection begins without a SYN.
        if (trace.ClientSequenceNumber is null)
            return trace.MissedPackets > 0;
        if (trace.MissedPackets > 0)
            return true;
        (TcpState? client, TcpState? server) = (trace.Steps[^1].ClientState, trace.Steps[^1].ServerState);
        if (settings.OnlyHandshake && trace is { ClientEstablished: not null, ServerEstablished: not null })
            return true;

        // A client in CLOSED has failed to connect, heard a reset, or sent the last FIN.
        return (client is TcpState.Closed && server is null or TcpState.Closed or TcpState.Listen or TcpState.TimeWait)
            || (client is TcpState.TimeWait && server is TcpState.Closed);
    }

    private static bool IsSeen(HandshakeTrace trace) => trace.Steps.Count > 0;

    private static string Packets(HandshakeTrace? trace) => trace?.Steps.Count switch
    {
        null or 0 => "nothing seen yet",
        1 => "1 segment so far",
        var count => $"{count} segments so far",
    };

    private static string Event(string name, JsonObject json)
    {
        json.Insert(0, "event", name);
        return json.ToJsonString();
    }
}

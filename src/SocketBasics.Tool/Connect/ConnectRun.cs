using SocketBasics.Tool.Terminal;
using SocketBasics.Tool.Trace;

namespace SocketBasics.Tool.Connect;

/// <summary>One run of <c>sockets connect</c>.</summary>
internal sealed class ConnectRun(ConnectSettings settings, Screen screen)
{
    /// <summary>Connects, prints what is wanted, closes the connection, and returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        await Rehearsal.RunAsync(stop);
        RecordedConnect connect = await ConnectAsync(stop);
        ConnectResult result = connect.Result;
        result.TryGetConnection(out Connection? connection);
        await using (connection)
        {
            string? tcpInfo = settings.WantsTcpInfo ? connection?.GetTcpInfo()?.ToString() : null;
            if (settings.WantsJson)
                screen.Line(ConnectJson.Format(connect, tcpInfo));
            else if (settings.WantsMermaid)
                screen.Line(connect.Trace?.ToMermaid() ?? result.Report.ToMermaid());
            else
                Print(connect, tcpInfo);
        }

        if (settings.SvgFile is { } file)
            PictureFile.Write(file, connect.Trace, connect.Lack);
        return ExitCode.Of(result);
    }

    private async Task<RecordedConnect> ConnectAsync(CancellationToken stop)
    {
        var progress = new ConnectProgress(settings.Target.Endpoint?.ToString() ?? Harmless.Name(settings.Target.Host));
        var options = new ConnectOptions
        {
            Timeout = settings.Timeout,
            LocalEndpoint = settings.Local,
            Progress = progress,
        };
        try
        {
            return await screen.WaitAsync(
                RecordedConnect.MakeAsync(
                    settings.Target, options, settings.WantsPicture, isOptional: settings.SvgFile is null, stop),
                progress.ToString);
        }
        catch (ArgumentException exception)
        {
            // The library checks what can be connected to; the name of its parameter is no business of the user's.
            string message = exception.ParamName is { } name
                ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
                : exception.Message;
            throw ToolException.Usage(Harmless.Message(message.Split('\n')[0]));
        }
    }

    private void Print(RecordedConnect connect, string? tcpInfo)
    {
        ConnectResult result = connect.Result;
        string report = result.Report.ToString();
        screen.Line(result.Report.Outcome, ToneOf(result));
        screen.Line(report[result.Report.Outcome.Length..].TrimStart('\n').Insert(0, "\n"));
        screen.Line("");
        if (Explanation.Of(result) is (var cause, var remedy))
        {
            screen.Line($"Cause    {cause}");
            screen.Line($"Remedy   {remedy}");
        }

        if (tcpInfo is not null)
            screen.Line($"TCP_INFO {tcpInfo}");
        if (connect.Trace is { } trace)
            screen.Line($"{(HasLines(result, tcpInfo) ? "\n" : "")}{trace}");
        else if (connect.Lack is { } lack)
            screen.Line($"Picture  none: {lack}", Tone.Faint);
    }

    private static bool HasLines(ConnectResult result, string? tcpInfo) =>
        result is not ConnectResult.Connected || tcpInfo is not null;

    private static Tone ToneOf(ConnectResult result) => result switch
    {
        ConnectResult.Connected => Tone.Good,
        ConnectResult.TimedOut => Tone.Warning,
        ConnectResult.Refused => Tone.Bad,
        ConnectResult.Unreachable => Tone.Bad,
        ConnectResult.Failed => Tone.Bad,
    };
}

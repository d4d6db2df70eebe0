using System.Globalization;

namespace SocketBasics.Probe;

/// <summary>Connects to every endpoint of its input at once: a line holds a name, an endpoint, and the milliseconds.</summary>
internal static class ConnectProbe
{
    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        var connects = new List<Task<string>>();
        while (await input.ReadLineAsync() is { } line)
            connects.Add(ConnectAsync(line.Split('\t')));

        foreach (string line in await Task.WhenAll(connects))
            await output.WriteLineAsync(line);
    }

    /// <summary>Returns name, case, detail, who said so, errno, SYNs, the whole text, and milliseconds, apart by tabs.</summary>
    public static string Describe(string name, ConnectResult result)
    {
        (string detail, string? reportedBy) = result switch
        {
            ConnectResult.TimedOut timedOut => (timedOut.Stage.ToString(), null),
            ConnectResult.Refused refused => (refused.Cause.ToString(), refused.ReportedBy?.ToString()),
            ConnectResult.Unreachable unreachable => (unreachable.Reason.ToString(), unreachable.ReportedBy?.ToString()),
            ConnectResult.Failed failed => (failed.Error.ToString(), null),
            _ => ("", null),
        };
        return string.Join('\t', name, result.GetType().Name, detail, reportedBy, result.Errno, result.SynCount, result,
            result.Elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
    }

    private static async Task<string> ConnectAsync(string[] fields)
    {
        var options = new ConnectOptions
        {
            Timeout = TimeSpan.FromMilliseconds(int.Parse(fields[2], CultureInfo.InvariantCulture)),
        };
        ConnectResult result = await ClientSocket.ConnectAsync(Endpoint.Parse(fields[1]), options);
        string line = Describe(fields[0], result);
        if (result.TryGetConnection(out Connection? connection))
            connection.Dispose();
        return line;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace SocketBasics.Tool.Connect;

/// <summary>How far a connect has come, on one line: its newest attempt, the SYNs of that, the time.</summary>
internal sealed class ConnectProgress(string target) : IProgress<ConnectingSocket>
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private volatile ConnectingSocket? _newest;

    /// <inheritdoc/>
    public void Report(ConnectingSocket value) => _newest = value;

    /// <summary>Returns the line of this moment.</summary>
    public override string ToString()
    {
        string elapsed = string.Create(
            CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_start).TotalSeconds:0.0} s");
        return _newest is { } attempt
            ? $"{attempt}: {Syns(attempt.GetTcpInfo()?.SynCount)}{elapsed}"
            : $"connecting to {target}: {elapsed}";
    }

    private static string Syns(int? count) => count switch
    {
        null => "",
        1 => "1 SYN, no answer yet, ",
        _ => $"{count} SYNs, no answer yet, ",
    };
}

using System.Globalization;
using SocketBasics.Outcomes;

namespace SocketBasics;

/// <summary>
/// How a connection stands at one moment: what <see cref="System.Net.Sockets.Socket.Connected"/> seems to tell. That one
/// tells only how the last operation ended.
/// </summary>
/// <remarks>
/// Asking sends nothing, receives nothing and changes nothing. A peer that lost its power or its network sends no FIN and no
/// reset, so that the state stays <see cref="ConnectionState.Established"/>: then <see cref="UnacknowledgedBytes"/> stays
/// above 0 while <see cref="Silence"/> grows. A connection on which nobody sends is silent and healthy;
/// <see cref="ConnectOptions.KeepAlive"/> lets the kernel ask.
/// </remarks>
/// <param name="State">What can still go over the connection.</param>
/// <example>
/// <code>
/// ConnectionStatus status = connection.GetStatus();
/// bool isDoubtful = status is { State: ConnectionState.Established, UnacknowledgedBytes: > 0 }
///     and { Silence.TotalSeconds: > 10 };
/// </code>
/// </example>
public readonly record struct ConnectionStatus(ConnectionState State)
{
    /// <summary>
    /// Gets the time since anything came from the peer: bytes, or an acknowledgment; <see langword="null"/> on a local (Unix)
    /// connection, where a peer cannot vanish, and where the system does not tell.
    /// </summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>
    /// Gets how many bytes were handed to send and are not acknowledged by the peer's kernel, sent or not (SIOCOUTQ, tcp(7));
    /// <see langword="null"/> where <see cref="Silence"/> is. What is acknowledged the peer's program need not have read.
    /// </summary>
    public long? UnacknowledgedBytes { get; init; }

    /// <summary>Returns the status on one line: <c>established, 512 bytes unacknowledged, silent for 12.30 s</c>.</summary>
    /// <returns>One line. It may change from version to version.</returns>
    public override string ToString()
    {
        string text = State switch
        {
            ConnectionState.Established => "established",
            ConnectionState.PeerClosed => "closed by the peer",
            ConnectionState.HalfClosed => "closed by this end only",
            ConnectionState.Closed => "closed by both ends",
            _ => "broken",
        };
        if (UnacknowledgedBytes is > 0 and { } bytes)
            text += string.Create(CultureInfo.InvariantCulture, $", {bytes} bytes unacknowledged");
        return Silence is { } silence ? $"{text}, silent for {ElapsedText.Format(silence)}" : text;
    }
}

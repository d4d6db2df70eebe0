using System.Net;

namespace SocketBasics.Handshake;

/// <summary>One row of a picture: an arrow, or a dot on a life line, with all of its words.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Side">Who sent the segment, who gets the message, or on whose life line the dot is.</param>
/// <param name="Time">When, as text.</param>
/// <param name="Label">What it says, harmless to print.</param>
/// <param name="Detail">The absolute numbers, or nothing.</param>
/// <param name="ClientState">The client's state, if it has another one from here on.</param>
/// <param name="ServerState">The server's state, likewise.</param>
/// <param name="IsLost">Whether the segment is lost.</param>
/// <param name="IsReset">Whether the segment is a reset.</param>
/// <param name="Midway">Who, between the ends, stopped the segment or sent the message; null for nobody.</param>
internal sealed record PictureRow(
    PictureRowKind Kind,
    HandshakeSide Side,
    string Time,
    string Label,
    string Detail = "",
    string? ClientState = null,
    string? ServerState = null,
    bool IsLost = false,
    bool IsReset = false,
    IPAddress? Midway = null)
{
    /// <summary>Whether an arrow points to the right, where the server is.</summary>
    public bool PointsRight => Kind == PictureRowKind.Message ? Side == HandshakeSide.Server : Side == HandshakeSide.Client;
}

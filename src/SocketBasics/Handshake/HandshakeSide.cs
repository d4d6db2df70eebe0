namespace SocketBasics.Handshake;

/// <summary>One of the two ends of a traced connection.</summary>
public enum HandshakeSide
{
    /// <summary>The end that called connect(2).</summary>
    Client,

    /// <summary>The end that called listen(2), or where nobody did.</summary>
    Server,
}

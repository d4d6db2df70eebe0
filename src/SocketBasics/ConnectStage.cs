namespace SocketBasics;

/// <summary>How far a connect had come when its time ran out.</summary>
public enum ConnectStage
{
    /// <summary>
    /// The name server had not answered; no packet was sent to the target, unless it had answered for one family and all
    /// attempts at that one's addresses had failed.
    /// </summary>
    NameLookup,

    /// <summary>A SYN was sent and nobody answered; for a local endpoint: the server's queue stayed full.</summary>
    Handshake,
}

namespace SocketBasics.NetworkCost.Clients;

/// <summary>What a client does, one after the other.</summary>
internal enum ClientWorkload
{
    /// <summary>Connects with TCP_NODELAY, and closes with a reset.</summary>
    Connect,

    /// <summary>Connects to a port that nobody listens on, and learns why it failed.</summary>
    Refused,
}

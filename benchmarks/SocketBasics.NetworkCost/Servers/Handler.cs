namespace SocketBasics.NetworkCost.Servers;

/// <summary>What a server does with each connection.</summary>
internal enum Handler
{
    /// <summary>Closes it.</summary>
    Accept,

    /// <summary>Sends back what comes.</summary>
    Echo,

    /// <summary>Computes for 10 µs before it sends back what came.</summary>
    Work,

    /// <summary>Blocks for 5 ms at each 200th message of the server, and sends back what came.</summary>
    Block,

    /// <summary>Receives a stream, 64 KiB at a time.</summary>
    Receive,

    /// <summary>Sends a stream, 64 KiB at a time, until the client is gone.</summary>
    Send,

    /// <summary>Waits for bytes without a buffer, and receives them then.</summary>
    Idle,
}

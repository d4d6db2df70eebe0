namespace SocketBasics.Networks.Linux;

/// <summary>The states of RFC 9293 section 3.3.2 that decide a connect, by Linux's numbers (tcpi_state).</summary>
internal enum ConnectState : byte
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>The SYN is out; there is no answer yet.</summary>
    SynSent = 2,

    /// <summary>Two SYNs met; the answer to ours is missing yet.</summary>
    SynReceived = 3,

    /// <summary>The connect failed. Every other state is one of an established connection, or lies behind it.</summary>
    Closed = 7,
}

namespace SocketBasics.Networks.Linux;

/// <summary>How far a connect of a TCP socket has come, and what the kernel knows of it.</summary>
internal readonly record struct ConnectProgress(ConnectState State)
{
    public int? SynCount { get; init; }

    public TimeSpan? RoundTripTime { get; init; }

    public NegotiatedOptions? NegotiatedOptions { get; init; }

    public bool IsEstablished => State is not
        (ConnectState.Unknown or ConnectState.SynSent or ConnectState.SynReceived or ConnectState.Closed);
}

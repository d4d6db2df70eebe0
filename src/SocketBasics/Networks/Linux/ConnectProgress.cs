namespace SocketBasics.Networks.Linux;

/// <summary>How far a connect of a TCP socket has come.</summary>
internal readonly record struct ConnectProgress(ConnectState State, int? SynCount)
{
    public bool IsEstablished => State is not
        (ConnectState.Unknown or ConnectState.SynSent or ConnectState.SynReceived or ConnectState.Closed);
}

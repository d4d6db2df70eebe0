namespace SocketBasics;

/// <summary>
/// A client's socket whose connect is under way: its SYN is sent, and the answer has not come.
/// <see cref="ConnectOptions.Progress"/> is given one for each attempt.
/// </summary>
/// <remarks>
/// It can be looked at and not used: the socket becomes a <see cref="Connection"/>, or is closed, without it. Safe for any
/// number of threads.
/// </remarks>
public sealed class ConnectingSocket
{
    private readonly Func<TcpInfo?> _readTcpInfo;

    /// <summary>Initializes one; for networks, which make them.</summary>
    /// <param name="localEndpoint">The endpoint of this side, or <c>default</c> when it is not known yet.</param>
    /// <param name="remoteEndpoint">The endpoint that is connected to.</param>
    /// <param name="readTcpInfo">
    /// Reads what is known of the socket; <see langword="null"/> once it is closed. Called from any thread; it must not throw.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="readTcpInfo"/> is <see langword="null"/>.</exception>
    public ConnectingSocket(Endpoint localEndpoint, Endpoint remoteEndpoint, Func<TcpInfo?> readTcpInfo)
    {
        ArgumentNullException.ThrowIfNull(readTcpInfo);
        LocalEndpoint = localEndpoint;
        RemoteEndpoint = remoteEndpoint;
        _readTcpInfo = readTcpInfo;
    }

    /// <summary>Gets the endpoint of this side, as the kernel chose it by its routes; <c>default</c> where that is not told yet.</summary>
    public Endpoint LocalEndpoint { get; }

    /// <summary>Gets the endpoint that is connected to.</summary>
    public Endpoint RemoteEndpoint { get; }

    /// <summary>
    /// Reads how far it has come: <see cref="TcpState.SynSent"/>, and in <see cref="TcpInfo.SynCount"/> how many SYNs are out.
    /// </summary>
    /// <returns>
    /// A snapshot; <see langword="null"/> when the attempt has failed and its socket is closed, and where the system does not
    /// tell. Of an attempt that succeeded it is the connection's, until that is closed.
    /// </returns>
    /// <remarks>One system call, getsockopt(2) with TCP_INFO on Linux.</remarks>
    public TcpInfo? GetTcpInfo() => _readTcpInfo();

    /// <summary>Returns <c>connecting from</c> the local <c>to</c> the remote endpoint.</summary>
    /// <returns>One line, safe to print.</returns>
    public override string ToString() => LocalEndpoint.Kind == EndpointKind.Unspecified
        ? $"connecting to {RemoteEndpoint}"
        : $"connecting from {LocalEndpoint} to {RemoteEndpoint}";
}

using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>
/// A server socket that is not bound yet: the first of the four states socket, bind, listen, accept. Each state is a
/// class of its own, so that most of what the kernel would answer with EINVAL does not compile.
/// </summary>
/// <remarks>
/// <para>
/// The arguments of C's <c>socket(domain, type, protocol)</c> are not asked for: the domain comes from the endpoint that
/// is bound, the type from the class (this one makes streams, <see cref="DatagramSocket"/> datagrams,
/// <see cref="RawSocket"/> raw packets), and the protocol follows from both. They cannot disagree.
/// </para>
/// <para>
/// It holds no descriptor; <see cref="Bind"/> makes one. A transition that fails closes what it had: start again from
/// <see cref="Create"/>. Not for use from several threads at once.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// await using ListeningSocket listener = ServerSocket.Create()
///     .Bind(Endpoint.Any(8080))
///     .Listen(backlog: 512);
///
/// await foreach (Connection connection in listener.AcceptAllAsync(cancellationToken))
///     _ = HandleAsync(connection);
/// </code>
/// </example>
public sealed class ServerSocket : IDisposable
{
    private readonly ServerSocketOptions _options;
    private StateOnce _state;

    private ServerSocket(ServerSocketOptions options) => _options = options;

    /// <summary>Makes a server socket with the given options. No system call is made yet.</summary>
    /// <param name="options">The options, or <see langword="null"/> for the defaults of <see cref="ServerSocketOptions"/>.</param>
    /// <returns>A server socket to bind.</returns>
    public static ServerSocket Create(ServerSocketOptions? options = null) => new(options ?? ServerSocketOptions.Default);

    /// <summary>Makes the socket and gives it a local endpoint: socket(2) and bind(2).</summary>
    /// <param name="endpoint">
    /// Where clients will find the server. <see cref="Endpoint.Any"/> listens on every address of both families,
    /// <see cref="Endpoint.Loopback"/> on this machine only. Port 0 lets the kernel choose a free port, which
    /// <see cref="BoundServerSocket.LocalEndpoint"/> shows. Port numbers are ordinary numbers: htons is done for you.
    /// </param>
    /// <returns>The bound server socket. This object has then moved on and cannot be used again.</returns>
    /// <exception cref="ArgumentException"><paramref name="endpoint"/> is <c>default</c>: nothing to bind.</exception>
    /// <exception cref="SocketOperationException">
    /// The address is in use, is not one of this machine, or permission is missing; the socket is closed.
    /// </exception>
    /// <exception cref="InvalidOperationException">This object was bound before.</exception>
    /// <exception cref="ObjectDisposedException">This object was disposed.</exception>
    public BoundServerSocket Bind(Endpoint endpoint)
    {
        if (endpoint.Kind == EndpointKind.Unspecified)
            throw new ArgumentException("The endpoint is default(Endpoint), which names nothing to bind.", nameof(endpoint));
        _state.MoveOn(this, nameof(BoundServerSocket));

        NetworkResult<NetworkListener> result = _options.Network.Bind(endpoint, _options);
        return result.IsSuccess
            ? new BoundServerSocket(result.Value, _options)
            : throw SocketOperationException.Create(SocketOperation.Bind, result.Error, endpoint);
    }

    /// <summary>Gives the object up. It holds no descriptor; after <see cref="Bind"/> this does nothing.</summary>
    public void Dispose() => _state.Dispose();
}

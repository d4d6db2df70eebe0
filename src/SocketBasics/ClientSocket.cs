using SocketBasics.Outcomes;

namespace SocketBasics;

/// <summary>
/// Establishes connections from the client's side: connect(2), told as a value. A client needs no bind; the kernel picks its
/// address and port.
/// </summary>
/// <remarks>
/// <para>
/// How a connect ends is a value, never an exception: see <see cref="ConnectResult"/>. Only wrong arguments and
/// cancellation are exceptions. None is thrown and caught on the way either, but for those that the framework has for
/// a failed name lookup and, elsewhere than on Linux, for a failed local bind.
/// </para>
/// <para>All members may be used from any number of threads at once.</para>
/// </remarks>
public static class ClientSocket
{
    /// <summary>Connects to an endpoint: socket(2), then connect(2), which on TCP is the three-way handshake (RFC 9293 section 3.5).</summary>
    /// <param name="remote">The server's endpoint: no wildcard, no port 0, no unnamed endpoint.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults: among them a time-out of 30 s.</param>
    /// <param name="cancellationToken">
    /// Ends the connect. The descriptor is closed before the caller sees it: nothing can be established later, and a
    /// handshake that was complete already is aborted by a reset.
    /// </param>
    /// <returns>How the connect ended; when it is <see cref="ConnectResult.Connected"/>, the connection is the caller's to dispose.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="remote"/> is a wildcard (it names every address of a machine, so none to connect to), has port 0
    /// (which means "any free port" for bind and no port at all for connect), or is unnamed; or
    /// <see cref="ConnectOptions.LocalEndpoint"/> is of another family.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public static ValueTask<ConnectResult> ConnectAsync(
        Endpoint remote, ConnectOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ConnectOptions.Default;
        ConnectArguments.Check(remote, options);
        return ConnectRun.ToEndpointAsync(remote, options, cancellationToken);
    }

    /// <summary>Looks up a host name and connects to the first of its addresses that answers.</summary>
    /// <param name="host">
    /// A host name, or an IPv4 or IPv6 address in text. <c>localhost</c> and names under it are this machine, and names
    /// under <c>.invalid</c> do not exist, without a query (RFC 6761).
    /// </param>
    /// <param name="port">The port, 1 to 65 535. An ordinary number: htons is done for you.</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults. The time-out covers lookup and attempts together.</param>
    /// <param name="cancellationToken">Ends the lookup or the connect; see the other overload.</param>
    /// <returns>
    /// How the connect ended. When no address could be connected, the attempt that got furthest decides: refused, then
    /// unreachable as said by somebody else, then timed out, then unreachable as said by this machine, then failed.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="host"/> is empty, is no host name, is a wildcard address, or looks like an IPv4 address and is none
    /// (<c>010.0.0.1</c>, <c>1.2.3</c>); or <see cref="ConnectOptions.LocalEndpoint"/> is of another family, or local.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not from 1 to 65 535.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public static ValueTask<ConnectResult> ConnectAsync(
        string host, int port, ConnectOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ConnectOptions.Default;
        if (ConnectArguments.Check(host, port, options) is { } address)
            return ConnectRun.ToEndpointAsync(address, options, cancellationToken);
        return ConnectRun.ToHostAsync(host, port, options, cancellationToken);
    }
}

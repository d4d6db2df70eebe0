using System.Net;
using System.Net.Sockets;

namespace SocketBasics;

/// <summary>Looks up the addresses of a host name: a DNS library, a service registry, a table in a test.</summary>
/// <remarks>
/// A connect asks for both families at once, so it is called twice, and must be safe for that. The addresses need no
/// order: they are sorted as RFC 6724 says before they are tried.
/// </remarks>
/// <param name="name">
/// The host name, as the caller of connect wrote it: never an address in text. International names come in Unicode;
/// <see cref="System.Globalization.IdnMapping"/> turns them into what DNS knows.
/// </param>
/// <param name="family">
/// The family wanted: <see cref="AddressFamily.InterNetwork"/> (A records) or <see cref="AddressFamily.InterNetworkV6"/>
/// (AAAA records).
/// </param>
/// <param name="cancellationToken">Canceled when the connect ends: by its time-out, its caller, or a connection.</param>
/// <returns>The addresses; none when the name has none of this family.</returns>
/// <exception cref="SocketException">
/// The lookup failed: <see cref="SocketError.HostNotFound"/> (no such name), <see cref="SocketError.TryAgain"/> (no answer
/// from the resolver), <see cref="SocketError.NoData"/> (no address of this family), or another code. An
/// <see cref="OperationCanceledException"/> while the connect goes on counts as no answer. Other exceptions
/// are taken for errors in the resolver itself, and reach the caller of connect.
/// </exception>
/// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled; nobody waits for the answer any more.</exception>
public delegate ValueTask<IReadOnlyList<IPAddress>> NameResolver(
    string name, AddressFamily family, CancellationToken cancellationToken);

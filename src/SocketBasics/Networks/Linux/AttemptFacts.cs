using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>What a socket tells of a connect that has ended: everything but the connection itself.</summary>
internal static class AttemptFacts
{
    // TCP has an error queue since Linux 5.8. Before, an empty one would say nothing, and must not be taken for a reset.
    private static readonly bool HasErrorQueue =
        OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(5, 8);

    public static bool SeesIcmp(Endpoint remote) => HasErrorQueue && remote.IsIP;

    public static ConnectProgress ReadProgress(SafeHandle socket, Endpoint remote) =>
        OperatingSystem.IsLinux() && remote.IsIP ? TcpInfoOption.ReadProgress(socket) : default;

    /// <summary>Reads what there is to know, and makes the socket ready for a long life.</summary>
    public static NetworkAttempt OfSuccess(
        SafeHandle socket, Endpoint remote, ConnectOptions options, in ConnectProgress progress)
    {
        // A message that did not end the attempt would keep the living connection in the state of poll(2) POLLERR. The
        // first SYN had an answer unless there was a second one: then there is nothing to look for. Before the option is
        // taken back, which throws the queue away (do_ipv6_setsockopt).
        IcmpMessage? heard = SeesIcmp(remote) && progress.SynCount != 1 ? ErrorQueue.Read(socket, error: null)?.Message : null;

        // Left on, a soft ICMP error would kill the living connection.
        if (SeesIcmp(remote) && remote.Kind == EndpointKind.IPv6)
            ErrorQueue.SetIPv6(socket, on: false);

        // Set before, it would have cut the handshake short.
        if (OperatingSystem.IsLinux() && remote.IsIP && options.UserTimeout is { } userTimeout)
            SocketOption.SetUserTimeout(socket, userTimeout);

        return new NetworkAttempt
        {
            SynCount = progress.SynCount,
            Icmp = heard,
            RoundTripTime = progress.RoundTripTime,
            NegotiatedOptions = progress.NegotiatedOptions,
        };
    }

    public static NetworkAttempt OfFailure(
        SafeHandle socket, Endpoint remote, NetworkError error, in ConnectProgress progress)
    {
        if (!SeesIcmp(remote))
            return NetworkAttempt.Failed(error) with { SynCount = progress.SynCount };

        (IcmpMessage Message, int Errno)? heard = ErrorQueue.Read(socket, error.Code);
        bool isOpen = heard is null && error.Code
            is SocketError.AccessDenied or SocketError.InvalidArgument or SocketError.AddressNotAvailable;
        return new NetworkAttempt
        {
            Error = error with { Errno = heard?.Errno ?? error.Errno },
            LocalEndpoint = SocketName.Read(socket),
            SynCount = progress.SynCount,
            Icmp = heard?.Message,
            SeesIcmp = true,
            Route = isOpen ? RouteLookup.Find(remote.Address!) : RouteVerdict.Unknown,
        };
    }

    /// <summary>What was heard until now tells who may be to blame; the kernel forgets it with the socket.</summary>
    public static NetworkAttempt OfAbort(SafeHandle socket, Endpoint remote)
    {
        bool seesIcmp = SeesIcmp(remote);
        return new NetworkAttempt
        {
            Error = NetworkError.Aborted,
            LocalEndpoint = seesIcmp ? SocketName.Read(socket) : default,
            SynCount = ReadProgress(socket, remote).SynCount,
            Icmp = seesIcmp ? ErrorQueue.Read(socket, error: null)?.Message : null,
            SeesIcmp = seesIcmp,
        };
    }
}

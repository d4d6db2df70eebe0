using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Outcomes;

/// <summary>What an error means and what helps, per operation: the table behind every message of the library.</summary>
internal readonly record struct ErrorText(string Cause, string Remedy)
{
    /// <summary>The first privileged port is 1024 unless <c>net.ipv4.ip_unprivileged_port_start</c> says otherwise (ip(7)).</summary>
    private const int FirstUnprivilegedPort = 1024;

    // Linux's numbers of two errors for which SocketError has no name.
    private const int ENOTDIR = 20;
    private const int ELOOP = 40;

    /// <summary>What it means that a client met itself at the port that it had been given.</summary>
    public static ErrorText ForSelfConnect { get; } = new(
        "connected to itself, time and again",
        "nobody listens there, and the kernel gave the client that very port: start the server, and take its port out of " +
        "the clients' (net.ipv4.ip_local_reserved_ports)");

    public static ErrorText For(SocketOperation operation, NetworkError error, Endpoint local, Endpoint remote) =>
        (operation, error.Code) switch
        {
            (SocketOperation.OpenRaw, SocketError.AccessDenied) => new("permission denied",
                "raw sockets need the capability CAP_NET_RAW (Linux), root or administrator rights"),
            (SocketOperation.Bind, SocketError.AccessDenied) when local.IsLocal => new("permission denied",
                "the directory must be writable for this process; check its owner and mode"),
            (SocketOperation.Bind, SocketError.AccessDenied) when local.Port is > 0 and < FirstUnprivilegedPort => new(
                "permission denied",
                "ports below 1024 need CAP_NET_BIND_SERVICE, a lower net.ipv4.ip_unprivileged_port_start, or root; " +
                "or choose a higher port"),
            (SocketOperation.Send, SocketError.AccessDenied) => new("permission denied",
                "a broadcast address needs Broadcast = true; otherwise a firewall or a prohibit route forbids it"),
            (SocketOperation.Connect, SocketError.AccessDenied) when remote.IsLocal => new("permission denied",
                "connecting needs write permission on the socket file and search permission on its directories"),
            (SocketOperation.Connect, SocketError.AccessDenied) when local.Port is > 0 and < FirstUnprivilegedPort => new(
                "permission denied", "ports below 1024 need CAP_NET_BIND_SERVICE; a client leaves its port 0"),
            (_, SocketError.AccessDenied) => new("permission denied",
                "a security policy or a firewall of this machine forbids it"),

            (SocketOperation.Membership, SocketError.AddressAlreadyInUse) => new("the group was joined before",
                "join each group once per interface"),
            (SocketOperation.Membership, SocketError.AddressNotAvailable) => new(
                "the group was not joined, or there is no such interface",
                "leave with the interface index of the join; interfaces have their indexes from 1 (Linux: ip link)"),
            (SocketOperation.Membership, SocketError.InvalidArgument or SocketError.ProtocolOption
                or SocketError.OperationNotSupported) => new(
                "not an address that this socket can join",
                "give a group of the socket's family: 224.0.0.0/4 for IPv4, ff00::/8 for IPv6; dual-stack takes both"),
            (SocketOperation.Membership, SocketError.SocketError) => new("no such interface or route",
                "interfaces have their indexes from 1 (Linux: ip link); index 0 needs a route to the group"),

            (SocketOperation.Bind or SocketOperation.Listen, SocketError.AddressAlreadyInUse) when local.IsLocal => new(
                "the name is in use",
                "another socket has it, or left its file behind: stop the other, or delete the file " +
                "(ServerSocketOptions.ReplaceStaleLocalFile replaces a file on which nobody listens)"),
            (SocketOperation.Bind or SocketOperation.Listen, SocketError.AddressAlreadyInUse) when local.Port == 0 =>
                new("no free port", "all ports of net.ipv4.ip_local_port_range are taken; close sockets or widen it"),
            (SocketOperation.Connect, SocketError.AddressAlreadyInUse) => new("the local endpoint is in use",
                "another socket is bound there; leave the port of ConnectOptions.LocalEndpoint 0"),
            (_, SocketError.AddressAlreadyInUse) => new("the address is in use",
                "another socket is bound there (Linux: ss -tulnp shows which); stop it or choose another port"),

            (SocketOperation.Bind, SocketError.AddressNotAvailable) when local.IsLocal => new(
                "no such directory", "create the directory that shall hold the socket file"),
            (SocketOperation.Bind, SocketError.SocketError) when local.IsLocal => new(
                "the socket file cannot be made",
                "a part of the path is no directory, or the file system is full, read-only, or takes no sockets"),
            (SocketOperation.Bind, SocketError.AddressNotAvailable) => new("not an address of this machine",
                "bind one of its own addresses (Linux: ip address), or a wildcard"),
            (SocketOperation.Connect or SocketOperation.Send, _) when remote.IsLocal && error.Errno == ENOTDIR => new(
                "a part of the path is no directory", "correct the path"),
            (SocketOperation.Connect or SocketOperation.Send, _) when remote.IsLocal && error.Errno == ELOOP => new(
                "a symbolic link on the path leads in a circle", "correct the link, or the path"),
            (SocketOperation.Connect or SocketOperation.Send, SocketError.SocketError)
                when remote.IsLocal && error.Errno is null => new(
                "the path leads nowhere", "a part of it is no directory, or a symbolic link leads in a circle; correct it"),
            (SocketOperation.Connect or SocketOperation.Send, SocketError.AddressNotAvailable) when remote.IsLocal => new(
                "no such socket file", "start the server first, or correct the path"),
            (SocketOperation.Connect, SocketError.AddressNotAvailable) when local.IsIP => new(
                "the local endpoint cannot be used",
                "it must be an address of this machine, with a port that is not in use toward this peer"),
            (SocketOperation.Connect, SocketError.AddressNotAvailable) => new("no local address or port is left",
                "no address of this family, or every port of net.ipv4.ip_local_port_range is taken toward this peer"),

            (_, SocketError.AddressFamilyNotSupported) => new("this machine does not have the address family",
                "IPv6 may be switched off, or the endpoint is of another family than the socket"),
            (_, SocketError.ProtocolNotSupported) => new("this machine does not have the protocol",
                "load or install it, or choose another"),
            (SocketOperation.Connect or SocketOperation.Send, SocketError.ProtocolType) => new(
                "a socket of another type is there", "connect a stream to a stream, datagrams to a datagram socket"),
            (_, SocketError.TooManyOpenSockets) => new("too many open files",
                "raise the limit (ulimit -n, fs.file-max), or close connections that are not needed"),
            (_, SocketError.NoBufferSpaceAvailable) => new("the system is out of memory for sockets",
                "close connections, or raise net.ipv4.tcp_mem and net.core limits"),

            (_, SocketError.ConnectionReset) => new("the peer reset the connection",
                "it closed with unread data, aborted, or no longer knows this connection; connect anew"),
            (_, SocketError.Shutdown) => new("the peer has closed the connection",
                "it no longer receives; connect anew"),
            (_, SocketError.ConnectionAborted) => new("this machine aborted the connection",
                "an administrator or a time-out ended it; connect anew"),
            (SocketOperation.Connect, SocketError.TimedOut) => new("no answer",
                "the host is down, a firewall drops the packets, or the server's queue is full"),
            (_, SocketError.TimedOut) => new("the peer no longer answers",
                "the network is broken or the peer gone; connect anew"),
            (_, SocketError.ConnectionRefused) => new("refused: nobody listens there",
                "start the server, or correct the port"),
            (SocketOperation.Shutdown, SocketError.NotConnected) => new("the connection is broken already",
                "the peer reset it or the network failed it; dispose it"),
            (_, SocketError.NotConnected) => new("the socket is not connected",
                "connect it first, or name the destination"),
            (_, SocketError.IsConnected) => new("the socket is connected already", "send without a destination"),
            (_, SocketError.MessageSize) when remote.IsLocal => new("the datagram is too large",
                "a local datagram must fit into the send buffer: raise SendBufferSize (Linux: up to net.core.wmem_max)"),
            (_, SocketError.MessageSize) => new("the datagram is too large",
                "UDP carries at most 65 507 bytes over IPv4, and one that fits the path's MTU is safer"),

            (_, SocketError.NetworkUnreachable) => new("the network is unreachable",
                "no route leads there (Linux: ip route get), or a router said so"),
            (_, SocketError.HostUnreachable) => new("the host is unreachable",
                "a router or this machine's routing table says so, or no neighbor answers for it"),
            (_, SocketError.HostDown) => new("the host is down", "check the host and the way to it"),
            (_, SocketError.NetworkDown) => new("the network is down", "bring the interface up"),

            (_, SocketError.HostNotFound) => new("no such host name", "check the spelling and the name servers"),
            (_, SocketError.NoData) => new("the host name has no address of the family that was asked for",
                "check its A and AAAA records"),
            (_, SocketError.TryAgain) => new("the name server did not answer",
                "check the resolver's settings and the way to it, or try again later"),
            (_, SocketError.NoRecovery) => new("the name server refused to answer",
                "check the resolver's settings"),

            (_, SocketError.InvalidArgument) when IsLinkLocalWithoutZone(remote) || IsLinkLocalWithoutZone(local) => new(
                "invalid argument",
                "a link-local address (fe80::) needs its zone, as in [fe80::1%eth0]:80"),
            (_, SocketError.OperationNotSupported) => new("not supported here",
                "this kind of socket, network or system does not offer it"),
            (_, SocketError.WouldBlock) => new("the queue is full", "try again later"),
            _ => new(Plain(error), "see the manual of the system call"),
        };

    /// <summary>What it means that a client's <see cref="ConnectOptions.LocalEndpoint"/> could not be bound, and what helps.</summary>
    public static ErrorText ForBindOfConnect(NetworkError error, Endpoint local) => error.Code switch
    {
        SocketError.AccessDenied when local.IsLocal => new("no permission to make the local path",
            "the directory of ConnectOptions.LocalEndpoint must be writable for this process; check its owner and mode"),
        SocketError.AccessDenied when local.Port is > 0 and < FirstUnprivilegedPort => new(
            "no permission for the local port",
            "ports below 1024 need CAP_NET_BIND_SERVICE; a client leaves the port of ConnectOptions.LocalEndpoint 0"),
        SocketError.AddressAlreadyInUse when local.Kind == EndpointKind.Local => new("the local path exists already",
            "another socket has it, or left its file behind: delete the file, or choose another path"),
        SocketError.AddressAlreadyInUse when local.IsLocal => new("the local name is in use",
            "another socket has it: choose another name, or leave ConnectOptions.LocalEndpoint null"),
        SocketError.AddressAlreadyInUse when local.Port == 0 => new("no free local port",
            "all ports of net.ipv4.ip_local_port_range are taken; close sockets or widen it"),
        SocketError.AddressAlreadyInUse => new("the local endpoint is in use",
            "another socket is bound there; leave the port of ConnectOptions.LocalEndpoint 0"),
        SocketError.AddressNotAvailable when local.IsLocal => new("the local path's directory does not exist",
            "create the directory, or correct the path of ConnectOptions.LocalEndpoint"),
        SocketError.AddressNotAvailable => new("the local address is not one of this machine",
            "set ConnectOptions.LocalEndpoint to one of its own (Linux: ip address), or leave it null"),
        _ => For(SocketOperation.Bind, error, local, remote: default),
    };

    /// <summary>What it means that segments cannot be captured, and what helps.</summary>
    public static ErrorText ForCapture(NetworkError error, Endpoint remote) => error.Code switch
    {
        SocketError.AccessDenied => new("permission denied",
            "a packet socket needs the capability CAP_NET_RAW, which root has; or start the whole program in a network of " +
            "its own, which is all that it sees then: unshare -Urn"),
        SocketError.AddressFamilyNotSupported => new("this kernel has no packet sockets",
            "load the module af_packet, or leave the sandbox that hides them"),
        _ => For(SocketOperation.OpenRaw, error, local: default, remote),
    };

    /// <summary>The whole message: operation, endpoints, cause, remedy.</summary>
    public string Compose(SocketOperation operation, Endpoint local, Endpoint remote)
    {
        bool hasLocal = local.Kind != EndpointKind.Unspecified;
        bool hasRemote = remote.Kind != EndpointKind.Unspecified;
        string name = Name(operation);
        return (hasLocal, hasRemote) switch
        {
            (true, true) when operation == SocketOperation.Receive => $"{name} at {local} from {remote}: {this}",
            (true, true) => $"{name} from {local} to {remote}: {this}",
            (true, false) => $"{name} {local}: {this}",
            (false, true) => $"{name} {remote}: {this}",
            _ => $"{name}: {this}",
        };
    }

    public override string ToString() => $"{Cause}; {Remedy}";

    private static string Name(SocketOperation operation) => operation switch
    {
        SocketOperation.OpenRaw => "open raw socket",
        SocketOperation.Membership => "change group membership",
        SocketOperation.Option => "change option",
        _ => operation.ToString().ToLowerInvariant(),
    };

    private static bool IsLinkLocalWithoutZone(Endpoint endpoint) =>
        endpoint is { Kind: EndpointKind.IPv6, ScopeId: 0, Address.IsIPv6LinkLocal: true };

    private static string Plain(NetworkError error) => error switch
    {
        { Code: SocketError.SocketError, Errno: { } errno } => $"errno {errno}",
        { Code: SocketError.SocketError } => "an error that the framework has no name for",
        _ => $"error {error}",
    };
}

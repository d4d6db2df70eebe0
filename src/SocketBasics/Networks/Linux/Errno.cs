using System.Net.Sockets;

namespace SocketBasics.Networks.Linux;

/// <summary>Linux's error numbers in the vocabulary of <see cref="SocketError"/>, as the framework translates them.</summary>
internal static class Errno
{
    private const int EPERM = 1;
    private const int ENOENT = 2;
    private const int EAGAIN = 11;
    private const int ENOMEM = 12;
    private const int EACCES = 13;
    private const int EFAULT = 14;
    private const int EINVAL = 22;
    private const int ENFILE = 23;
    private const int EMFILE = 24;
    private const int EPIPE = 32;
    private const int EMSGSIZE = 90;
    private const int EPROTOTYPE = 91;
    private const int ENOPROTOOPT = 92;
    private const int EPROTONOSUPPORT = 93;
    private const int EOPNOTSUPP = 95;
    private const int EAFNOSUPPORT = 97;
    private const int EADDRINUSE = 98;
    private const int EADDRNOTAVAIL = 99;
    private const int ENETDOWN = 100;
    private const int ENETUNREACH = 101;
    private const int ECONNABORTED = 103;
    private const int ECONNRESET = 104;
    private const int ENOBUFS = 105;
    private const int EISCONN = 106;
    private const int ENOTCONN = 107;
    private const int ETIMEDOUT = 110;
    private const int ECONNREFUSED = 111;
    private const int EHOSTDOWN = 112;
    private const int EHOSTUNREACH = 113;

    /// <summary>The numbers that the system calls of this folder and ICMP messages give; the others are SocketError.SocketError.</summary>
    public static NetworkError ToNetworkError(int errno) => new(
        errno switch
        {
            0 => SocketError.Success,
            EPERM or EACCES => SocketError.AccessDenied,
            ENOENT or EADDRNOTAVAIL => SocketError.AddressNotAvailable,
            EAGAIN => SocketError.WouldBlock,
            ENOMEM or ENOBUFS => SocketError.NoBufferSpaceAvailable,
            EFAULT => SocketError.Fault,
            EINVAL => SocketError.InvalidArgument,
            ENFILE or EMFILE => SocketError.TooManyOpenSockets,
            EPIPE => SocketError.Shutdown,
            EMSGSIZE => SocketError.MessageSize,
            EPROTOTYPE => SocketError.ProtocolType,
            ENOPROTOOPT => SocketError.ProtocolOption,
            EPROTONOSUPPORT => SocketError.ProtocolNotSupported,
            EOPNOTSUPP => SocketError.OperationNotSupported,
            EAFNOSUPPORT => SocketError.AddressFamilyNotSupported,
            EADDRINUSE => SocketError.AddressAlreadyInUse,
            ENETDOWN => SocketError.NetworkDown,
            ENETUNREACH => SocketError.NetworkUnreachable,
            ECONNABORTED => SocketError.ConnectionAborted,
            ECONNRESET => SocketError.ConnectionReset,
            EISCONN => SocketError.IsConnected,
            ENOTCONN => SocketError.NotConnected,
            ETIMEDOUT => SocketError.TimedOut,
            ECONNREFUSED => SocketError.ConnectionRefused,
            EHOSTDOWN => SocketError.HostDown,
            EHOSTUNREACH => SocketError.HostUnreachable,
            _ => SocketError.SocketError,
        },
        errno == 0 ? null : errno);
}

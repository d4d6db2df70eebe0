using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>getsockopt(2) and setsockopt(2) on a descriptor of which the framework need not know.</summary>
internal static unsafe class SocketOption
{
    public const int SOL_SOCKET = 1;
    public const int SO_REUSEADDR = 2;
    public const int SO_ERROR = 4;
    public const int SO_SNDBUF = 7;
    public const int SO_RCVBUF = 8;
    public const int SO_KEEPALIVE = 9;
    public const int SO_LINGER = 13;
    public const int SO_MEMINFO = 55;
    public const int SK_MEMINFO_DROPS = 8;
    public const int IPPROTO_TCP = 6;
    public const int TCP_NODELAY = 1;
    public const int TCP_KEEPIDLE = 4;
    public const int TCP_KEEPINTVL = 5;
    public const int TCP_KEEPCNT = 6;
    public const int TCP_SYNCNT = 7;
    public const int TCP_USER_TIMEOUT = 18;

    /// <summary>Reads an option.</summary>
    /// <returns>How many bytes of it there are; 0 when it cannot be read.</returns>
    public static int Get(SafeHandle socket, int level, int name, Span<byte> value)
    {
        uint length = (uint)value.Length;
        fixed (byte* start = value)
            return Libc.GetSocketOption(socket, level, name, start, &length) == 0 ? (int)length : 0;
    }

    /// <summary>Sets an option that is a number.</summary>
    public static NetworkError Set(SafeHandle socket, int level, int name, int value) =>
        Libc.SetSocketOption(socket, level, name, (byte*)&value, sizeof(int)) == 0
            ? NetworkError.None
            : Errno.ToNetworkError(Marshal.GetLastPInvokeError());

    /// <summary>TCP_USER_TIMEOUT, in milliseconds: how long sent data may stay unacknowledged.</summary>
    public static void SetUserTimeout(SafeHandle socket, TimeSpan time) =>
        _ = Set(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, (int)Math.Ceiling(time.TotalMilliseconds));

    /// <summary>SO_KEEPALIVE and its times, in seconds rounded up.</summary>
    public static NetworkError SetKeepAlive(SafeHandle socket, KeepAlive? keepAlive)
    {
        NetworkError error = Set(socket, SOL_SOCKET, SO_KEEPALIVE, keepAlive is null ? 0 : 1);
        if (keepAlive is null || !error.IsNone)
            return error;

        error = Set(socket, IPPROTO_TCP, TCP_KEEPIDLE, (int)Math.Ceiling(keepAlive.Idle.TotalSeconds));
        if (error.IsNone)
            error = Set(socket, IPPROTO_TCP, TCP_KEEPINTVL, (int)Math.Ceiling(keepAlive.Interval.TotalSeconds));
        return error.IsNone ? Set(socket, IPPROTO_TCP, TCP_KEEPCNT, keepAlive.Count) : error;
    }

    /// <summary>SO_ERROR: who reads the error takes it from everybody else (socket(7)).</summary>
    public static int TakeError(SafeHandle socket)
    {
        Span<byte> error = stackalloc byte[sizeof(int)];
        return Get(socket, SOL_SOCKET, SO_ERROR, error) == sizeof(int) ? BitConverter.ToInt32(error) : 0;
    }

    /// <summary>SO_MEMINFO, SK_MEMINFO_DROPS: how many packets or segments the socket has dropped, since Linux 4.12.</summary>
    public static long? ReadDrops(SafeHandle socket)
    {
        Span<byte> counts = stackalloc byte[(SK_MEMINFO_DROPS + 1) * sizeof(uint)];
        return Get(socket, SOL_SOCKET, SO_MEMINFO, counts) == counts.Length
            ? BitConverter.ToUInt32(counts[(SK_MEMINFO_DROPS * sizeof(uint))..])
            : null;
    }

    /// <summary>SO_LINGER with time 0: close(2) then resets (RFC 9293 ABORT).</summary>
    public static void ResetOnClose(SafeHandle socket)
    {
        int* linger = stackalloc int[] { 1, 0 };
        _ = Libc.SetSocketOption(socket, SOL_SOCKET, SO_LINGER, (byte*)linger, 2 * sizeof(int));
    }
}

using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>
/// getsockname(2) without the four objects that Socket.LocalEndPoint makes: every connect to this machine asks, to see
/// that it has not met itself.
/// </summary>
internal static unsafe class SocketName
{
    /// <summary>Reads the endpoint of this side; <c>default</c> when there is none.</summary>
    public static Endpoint Read(SafeHandle socket)
    {
        byte* name = stackalloc byte[Endpoint.MaxSize];
        uint length = Endpoint.MaxSize;
        return Libc.GetSocketName(socket, name, &length) == 0
            && Endpoint.TryRead(new ReadOnlySpan<byte>(name, (int)length), out Endpoint local) ? local : default;
    }
}

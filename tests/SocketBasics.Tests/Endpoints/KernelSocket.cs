using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics.Tests.Endpoints;

/// <summary>A socket that is bound by bytes and says its name in bytes, past the framework.</summary>
internal sealed class KernelSocket(AddressFamily family) : IDisposable
{
    private readonly Socket _socket = new(family, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Returns 0, or the errno.</summary>
    public int Bind(ReadOnlySpan<byte> address) =>
        NativeBind(_socket.SafeHandle, address.ToArray(), address.Length) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Returns 0, or the errno.</summary>
    public int Connect(ReadOnlySpan<byte> address) =>
        NativeConnect(_socket.SafeHandle, address.ToArray(), address.Length) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Returns 0, or the errno.</summary>
    public int Listen(int backlog) => NativeListen(_socket.SafeHandle, backlog) == 0 ? 0 : Marshal.GetLastPInvokeError();

    public byte[] GetName()
    {
        byte[] address = new byte[Endpoint.MaxSize];
        int length = address.Length;
        Assert.Equal(0, NativeGetName(_socket.SafeHandle, address, ref length));
        return address[..length];
    }

    /// <summary>Deletes a file whose name the framework cannot say.</summary>
    public static void Unlink(ReadOnlySpan<byte> path) => Assert.Equal(0, NativeUnlink([.. path, 0]));

    public void Dispose() => _socket.Dispose();

    [DllImport("libc", EntryPoint = "bind", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeBind(SafeHandle socket, byte[] address, int length);

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeConnect(SafeHandle socket, byte[] address, int length);

    [DllImport("libc", EntryPoint = "listen", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeListen(SafeHandle socket, int backlog);

    [DllImport("libc", EntryPoint = "unlink", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeUnlink(byte[] path);

    [DllImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeGetName(SafeHandle socket, byte[] address, ref int length);
}

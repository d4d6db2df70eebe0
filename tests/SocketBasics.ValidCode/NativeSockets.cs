using System;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;

namespace SocketBasics.ValidCode;

/// <summary>The C socket API of Linux through P/Invoke.</summary>
public static class NativeSockets
{
    private const int AfInet = 2;
    private const int SockStream = 1;

    public static int Listen(IPAddress address, ushort port)
    {
        int descriptor = socket(AfInet, SockStream, 0);
        if (descriptor < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());

        var local = new SockAddrIn
        {
            sin_family = AfInet,
            sin_port = BinaryPrimitives.ReverseEndianness(port),
            sin_addr = BitConverter.ToUInt32(address.GetAddressBytes()),
        };
        if (bind(descriptor, ref local, Marshal.SizeOf<SockAddrIn>()) < 0 || listen(descriptor, 128) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            _ = close(descriptor);
            throw new Win32Exception(error);
        }

        return descriptor;
    }

    public static int Connect(IPEndPoint remote)
    {
        int descriptor = socket(AfInet, SockStream, 0);
        SockAddrIn address = default;
        address.sin_family = AfInet;
        address.sin_port = (ushort)IPAddress.HostToNetworkOrder((short)remote.Port);
        remote.Address.TryWriteBytes(MemoryMarshal.AsBytes(new Span<uint>(ref address.sin_addr)), out _);
        unsafe
        {
            if (connect(descriptor, &address, sizeof(SockAddrIn)) == 0)
                return descriptor;
        }

        int error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        throw new Win32Exception(error);
    }

    public static IPEndPoint LocalEndPoint(int descriptor)
    {
        SockAddrIn address = default;
        int length = Marshal.SizeOf<SockAddrIn>();
        if (getsockname(descriptor, ref address, ref length) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        ushort port = BinaryPrimitives.ReverseEndianness(address.sin_port);
        return new IPEndPoint(address.sin_addr, port);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int socket(int domain, int type, int protocol);

    [DllImport("libc", SetLastError = true)]
    private static extern int bind(int descriptor, ref SockAddrIn address, int length);

    [DllImport("libc", SetLastError = true)]
    private static extern int listen(int descriptor, int backlog);

    [DllImport("libc", SetLastError = true)]
    private static extern unsafe int connect(int descriptor, SockAddrIn* address, int length);

    [DllImport("libc", SetLastError = true)]
    private static extern int getsockname(int descriptor, ref SockAddrIn address, ref int length);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private struct SockAddrIn
    {
        public ushort sin_family;
        public ushort sin_port;
        public uint sin_addr;
    }
}

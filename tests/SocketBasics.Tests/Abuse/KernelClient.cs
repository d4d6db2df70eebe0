using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Tests.Abuse;

/// <summary>A client that does what a decent one does not: vanishes, goes deaf, resets.</summary>
internal sealed class KernelClient : IDisposable
{
    // tcp(7) and socket(7), Linux's numbers.
    private const int SolSocket = 1;
    private const int SoAttachFilter = 26;
    private const int IpProtoTcp = 6;
    private const int TcpRepair = 19;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public KernelClient(Endpoint server) => _socket.Connect(new IPEndPoint(server.Address!, server.Port));

    public Endpoint LocalEndpoint => Endpoint.FromIPEndPoint((IPEndPoint)_socket.LocalEndPoint!);

    public void Send(params byte[] bytes) => Assert.Equal(bytes.Length, _socket.Send(bytes));

    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <summary>Goes without a word, like a machine that lost its power and came back: close(2) in TCP_REPAIR mode.</summary>
    public void Vanish()
    {
        Privileged(() => _socket.SetRawSocketOption(IpProtoTcp, TcpRepair, BitConverter.GetBytes(1)));
        _socket.Dispose();
    }

    /// <summary>Hears and answers nothing more, like a machine behind a cut cable: a socket filter that drops everything.</summary>
    public unsafe void GoDeaf()
    {
        // struct sock_filter { u16 code; u8 jt, jf; u32 k; }: BPF_RET with 0 bytes to keep.
        ulong dropAll = 6;
        byte[] program = new byte[16];
        BitConverter.TryWriteBytes(program, (ushort)1);
        BitConverter.TryWriteBytes(program.AsSpan(8), (ulong)&dropAll);
        Privileged(() => _socket.SetRawSocketOption(SolSocket, SoAttachFilter, program));
    }

    public void Dispose() => _socket.Dispose();

    private static void Privileged(Action action)
    {
        try
        {
            action();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            Assert.Skip("TCP_REPAIR and socket filters need CAP_NET_ADMIN.");
        }
    }
}

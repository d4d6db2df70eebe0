using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>One class that is listener or connection, as many programs have it.</summary>
public sealed class SocketFacade : IDisposable
{
    private readonly Socket _socket;

    public SocketFacade()
        : this(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
    {
    }

    private SocketFacade(Socket socket) => _socket = socket;

    public bool IsConnected => _socket.Connected;

    public EndPoint? LocalEndPoint => _socket.LocalEndPoint;

    public EndPoint? RemoteEndPoint => _socket.RemoteEndPoint;

    public void Listen(IPEndPoint local, int backlog)
    {
        _socket.Bind(local);
        _socket.Listen(backlog);
    }

    public SocketFacade Accept() => new(_socket.Accept());

    public async Task<SocketFacade> AcceptAsync() => new(await _socket.AcceptAsync());

    public void Connect(EndPoint remote) => _socket.Connect(remote);

    public int Receive(byte[] buffer, int offset, int count) =>
        _socket.Receive(buffer, offset, count, SocketFlags.None);

    public int Receive(Span<byte> buffer) => _socket.Receive(buffer);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _socket.ReceiveAsync(buffer, SocketFlags.None);

    public void Send(byte[] bytes) => _socket.Send(bytes);

    public void Send(byte[] bytes, int offset, int count)
    {
        for (int end = offset + count; offset < end;)
            offset += _socket.Send(bytes, offset, end - offset, SocketFlags.None);
    }

    public void Close()
    {
        if (_socket.Connected)
            _socket.Shutdown(SocketShutdown.Both);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();
}

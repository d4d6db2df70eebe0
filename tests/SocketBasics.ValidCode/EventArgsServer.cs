using System;
using System.Net;
using System.Net.Sockets;

namespace SocketBasics.ValidCode;

/// <summary>SocketAsyncEventArgs: a call that returns false has ended already, and raises no event.</summary>
public sealed class EventArgsServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
    private readonly SocketAsyncEventArgs _accept = new();

    public EventArgsServer(int port)
    {
        _listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        _listener.Listen(100);
        _accept.Completed += (_, e) => AcceptMore(e);
    }

    public void Start() => StartAccept();

    public void Dispose()
    {
        _listener.Dispose();
        _accept.Dispose();
    }

    private void StartAccept()
    {
        while (true)
        {
            _accept.AcceptSocket = null;
            if (_listener.AcceptAsync(_accept))
                return;
            Accepted(_accept);
        }
    }

    private void AcceptMore(SocketAsyncEventArgs e)
    {
        Accepted(e);
        if (e.SocketError != SocketError.OperationAborted)
            StartAccept();
    }

    private static void Accepted(SocketAsyncEventArgs e)
    {
        if (e.SocketError != SocketError.Success || e.AcceptSocket is not { } client)
            return;

        var receive = new SocketAsyncEventArgs { UserToken = client };
        receive.SetBuffer(new byte[4096], 0, 4096);
        receive.Completed += OnReceived;
        Receive(client, receive);
    }

    private static void Receive(Socket client, SocketAsyncEventArgs e)
    {
        bool isPending;
        try
        {
            isPending = client.ReceiveAsync(e);
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        if (!isPending)
            OnReceived(client, e);
    }

    private static void OnReceived(object? sender, SocketAsyncEventArgs e)
    {
        var client = (Socket)e.UserToken!;
        if (e.SocketError != SocketError.Success || e.BytesTransferred == 0)
        {
            client.Dispose();
            e.Dispose();
            return;
        }

        ReadOnlySpan<byte> received = e.MemoryBuffer.Span.Slice(e.Offset, e.BytesTransferred);
        Console.WriteLine(received.Length);
        Receive(client, e);
    }
}

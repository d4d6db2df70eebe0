using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Connects that are given up in time, in the styles of three decades.</summary>
public static class ConnectTimeouts
{
    public static Socket ByBegin(EndPoint remote, TimeSpan timeout)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        IAsyncResult connecting = socket.BeginConnect(remote, null, null);
        if (!connecting.AsyncWaitHandle.WaitOne(timeout))
        {
            socket.Close();
            throw new TimeoutException();
        }

        socket.EndConnect(connecting);
        return socket;
    }

    public static TcpClient ByWait(string host, int port, TimeSpan timeout)
    {
        var client = new TcpClient();
        if (!client.ConnectAsync(host, port).Wait(timeout))
        {
            client.Dispose();
            throw new TimeoutException();
        }

        return client;
    }

    public static async Task<TcpClient> ByTokenAsync(string host, int port, TimeSpan timeout)
    {
        using var source = new CancellationTokenSource(timeout);
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, source.Token);
            return client;
        }
        catch (OperationCanceledException)
        {
            client.Dispose();
            throw new TimeoutException();
        }
    }

    public static Socket ByPoll(IPEndPoint remote, int milliseconds)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            socket.Connect(remote);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (!socket.Poll(milliseconds * 1000, SelectMode.SelectWrite) || !socket.Connected)
                throw new TimeoutException();
        }

        socket.Blocking = true;
        return socket;
    }
}

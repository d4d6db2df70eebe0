using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace SocketBasics.ValidCode;

/// <summary>Sockets that never block, asked in each frame.</summary>
public sealed class GameLoop(Socket listener)
{
    private readonly List<Socket> _players = [];
    private readonly byte[] _buffer = new byte[2048];

    public void Frame()
    {
        while (listener.Poll(0, SelectMode.SelectRead))
        {
            Socket player = listener.Accept();
            player.Blocking = false;
            _players.Add(player);
        }

        for (int i = _players.Count - 1; i >= 0; i--)
        {
            if (!Read(_players[i]))
            {
                _players[i].Dispose();
                _players.RemoveAt(i);
            }
        }
    }

    public static void Select(IReadOnlyCollection<Socket> sockets, Action<Socket> readable)
    {
        var ready = new List<Socket>(sockets);
        Socket.Select(ready, null, null, 1000);
        ready.ForEach(readable);
    }

    private bool Read(Socket player)
    {
        while (true)
        {
            int read = player.Receive(_buffer, 0, _buffer.Length, SocketFlags.None, out SocketError error);
            if (error is SocketError.WouldBlock)
                return true;
            if (error is not SocketError.Success || read == 0)
                return false;
            Handle((IPEndPoint)player.RemoteEndPoint!, _buffer.AsSpan(0, read));
        }
    }

    private static void Handle(IPEndPoint player, ReadOnlySpan<byte> bytes) =>
        Console.WriteLine($"{player.Address}: {bytes.Length}");
}

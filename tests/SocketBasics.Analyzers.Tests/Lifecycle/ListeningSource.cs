namespace SocketBasics.Analyzers.Tests;

/// <summary>Source around statements about listening sockets.</summary>
internal static class ListeningSource
{
    /// <summary>Statements in a method that has a TcpListener, a connected socket, a client and an endpoint.</summary>
    public static string InMethod(string statements) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        class C
        {
            static async Task M(TcpListener tcp, TcpListener? maybe, Socket connected, TcpClient client, IPEndPoint endpoint, byte[] bytes)
            {
                await Task.Yield();
                {{statements}}
            }

            static void Use(Socket socket) { }
            sealed class Own() : Socket(SocketType.Stream, ProtocolType.Tcp) { public void Dial() { } }
        }
        file static class Dialer { public static void DialTo(this Socket socket, EndPoint to) => socket.Connect(to); }
        """;

    /// <summary>Statements in a method with a local that listens.</summary>
    public static string OnLocal(string statements) => InMethod($$"""
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(endpoint);
                listener.Listen();
                {{statements}}
        """);

    /// <summary>Members of a class with a private field and a method that listens on it.</summary>
    public static string InClass(string members) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        class C
        {
            private Socket? _listener;

            public void Start(IPEndPoint endpoint)
            {
                _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _listener.Bind(endpoint);
                _listener.Listen(100);
            }

            {{members}}
        }
        namespace System { file static class Own { public static void Keep(Net.Sockets.Socket socket) { } } }
        """;
}

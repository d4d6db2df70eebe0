namespace SocketBasics.Analyzers.Tests;

/// <summary>Source around statements that read and write bytes.</summary>
internal static class BytesSource
{
    /// <summary>Statements in a method that has sockets, streams, a connection and buffers.</summary>
    public static string InMethod(string statements) => $$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net.Security;
        using System.Net.Sockets;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using SocketBasics;
        class C
        {
            private readonly byte[] _buffer = new byte[100];

            static async Task M(
                Socket socket, Socket? maybe, TcpClient client, NetworkStream network, Stream stream, Stream? some,
                Connection connection, byte[] buffer, Memory<byte> memory, int length, StringBuilder text, CancellationToken token)
            {
                await Task.Yield();
                {{statements}}
            }

            static void Use(object? value) { }

            static void Parse(byte[] bytes, int count) { }
        }
        """;
}

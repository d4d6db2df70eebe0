using System.Globalization;
using System.Text;

namespace SocketBasics.Analyzers.Tests.Robustness;

/// <summary>Methods as no person writes them, in which every rule finds something to look at.</summary>
internal static class LargeMethods
{
    // "#" stands for a number that makes names unique.
    private static readonly string[] Statements =
    [
        "var listener# = new TcpListener(IPAddress.Any, 0);",
        "listener#.Start(5);",
        "int port# = ((IPEndPoint)listener#.LocalEndpoint).Port;",
        "var client# = listener#.AcceptTcpClient();",
        "var stream# = client#.GetStream();",
        "int count# = stream#.Read(buffer, 0, buffer.Length);",
        "text += Encoding.UTF8.GetString(buffer, 0, count#);",
        "var socket# = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);",
        "var remote# = new IPEndPoint(IPAddress.Loopback, port#);",
        "socket#.Connect(remote#);",
        "while (count# > 0) { count# = socket#.Receive(buffer); text += count#; }",
        "socket#.Send(buffer, 0, count#, SocketFlags.None);",
        "var args# = new SocketAsyncEventArgs();",
        "args#.SetBuffer(buffer, 0, 100); if (!socket#.ReceiveAsync(args#)) text += args#.BytesTransferred;",
        "socket#.ReceiveTimeout = 1000; socket#.LingerState = new LingerOption(true, 1);",
        "var names# = Dns.GetHostAddresses(\"localhost\"); foreach (var name# in names#) text += name#;",
        "try { socket#.Connect(names#, port#); } catch (SocketException error#) when (error#.SocketErrorCode == SocketError.ConnectionRefused) { text += error#.Message; }",
        "ConnectResult result# = ClientSocket.ConnectAsync(\"localhost\", port#).AsTask().Result;",
        "text += result# switch { ConnectResult.Connected connected# => connected#.Connection.ToString(), _ => \"\" };",
        "address.sin_port = (ushort)IPAddress.HostToNetworkOrder((short)port#);",
    ];

    public static string Source(int statements)
    {
        var body = new StringBuilder();
        for (int i = 0; i < statements; i++)
        {
            string number = (i / Statements.Length).ToString(CultureInfo.InvariantCulture);
            body.Append("        ").AppendLine(Statements[i % Statements.Length].Replace("#", number, StringComparison.Ordinal));
        }

        return $$"""
            using System;
            using System.Net;
            using System.Net.Sockets;
            using System.Text;
            using SocketBasics;
            struct sockaddr_in { public short sin_family; public ushort sin_port; public uint sin_addr; }
            class Large
            {
                static string Run(byte[] buffer, sockaddr_in address)
                {
                    string text = "";
            {{body}}        return text;
                }
            }
            """;
    }
}

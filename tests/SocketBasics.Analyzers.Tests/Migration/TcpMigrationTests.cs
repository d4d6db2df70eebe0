using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeRefactoringVerifier<
    SocketBasics.Analyzers.CodeFixes.TcpMigrationRefactoring>;

namespace SocketBasics.Analyzers.Tests.Migration;

public sealed class TcpMigrationTests
{
    private static readonly ProjectSettings Program = new() { IsProgram = true };

    [Fact]
    public Task An_accept_loop_with_its_handler_is_migrated() => Verify.VerifyRefactoringAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;

        class Server
        {
            // Serves until it is canceled.
            public async Task RunAsync(int port, CancellationToken token)
            {
                var [|listener|] = new TcpListener(IPAddress.Any, port);
                listener.Start(100); // starts
                while (!token.IsCancellationRequested)
                {
                    TcpClient client = await listener.AcceptTcpClientAsync(token);
                    _ = ServeAsync(client);
                }

                listener.Stop();
            }

            private static async Task ServeAsync(TcpClient client)
            {
                using (client)
                {
                    client.NoDelay = true;
                    NetworkStream stream = client.GetStream();
                    var buffer = new byte[1024];
                    int count;
                    while ((count = await stream.ReadAsync(buffer)) > 0)
                        await stream.WriteAsync(buffer.AsMemory(0, count));
                    System.Console.WriteLine(client.Client.RemoteEndPoint);
                }
            }
        }
        """.Replace("buffer.AsMemory(0, count)", "new System.ReadOnlyMemory<byte>(buffer, 0, count)", StringComparison.Ordinal),
        """
        using System.Net;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;
        using SocketBasics;

        class Server
        {
            // Serves until it is canceled.
            public async Task RunAsync(int port, CancellationToken token)
            {
                ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.AnyV4(port)).Listen(100); // starts
                while (!token.IsCancellationRequested)
                {
                    Connection client = await listener.AcceptAsync(token);
                    _ = ServeAsync(client);
                }

                await listener.DisposeAsync();
            }

            private static async Task ServeAsync(Connection client)
            {
                using (client)
                {
                    client.NoDelay = true;
                    System.IO.Stream stream = client.AsStream();
                    var buffer = new byte[1024];
                    int count;
                    while ((count = await stream.ReadAsync(buffer)) > 0)
                        await stream.WriteAsync(new System.ReadOnlyMemory<byte>(buffer, 0, count));
                    System.Console.WriteLine(client.RemoteEndpoint);
                }
            }
        }
        """);

    [Fact]
    public Task A_program_of_statements_with_a_synchronous_accept_is_migrated() => Verify.VerifyRefactoringAsync(
        """
        using System;
        using System.Net;
        using System.Net.Sockets;
        using SocketBasics;

        using var [|listener|] = TcpListener.Create(0);
        Console.WriteLine("starting");
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        using var client = listener.AcceptTcpClient();
        client.GetStream().WriteByte(1);
        await Task.Yield();
        """.Replace("await Task.Yield();", "await System.Threading.Tasks.Task.Yield();", StringComparison.Ordinal),
        """
        using System;
        using System.Net;
        using System.Net.Sockets;
        using SocketBasics;

        Console.WriteLine("starting");
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();
        Console.WriteLine(listener.LocalEndpoint.Port);
        using var client = await listener.AcceptAsync();
        client.AsStream().WriteByte(1);
        await System.Threading.Tasks.Task.Yield();
        """,
        Program);

    [Theory]
    [InlineData("await client.ConnectAsync(host, port);", "host, port")]
    [InlineData("await client.ConnectAsync(host, port).ConfigureAwait(false);", "host, port")]
    [InlineData("await client.ConnectAsync(host, port, token);", "host, port, cancellationToken: token")]
    [InlineData("await client.ConnectAsync(address, port, token);", "Endpoint.IP(address, port), cancellationToken: token")]
    [InlineData("await client.ConnectAsync(remote);", "Endpoint.FromIPEndPoint(remote)")]
    [InlineData("client.Connect(host, port);", "host, port")]
    [InlineData("client.Connect(IPAddress.Loopback, 80);", "Endpoint.Loopback(80)")]
    [InlineData("client.Connect(IPAddress.IPv6Loopback, 80);", "Endpoint.LoopbackV6(80)")]
    public Task A_client_and_its_connect_are_migrated(string connect, string arguments) => Verify.VerifyRefactoringAsync(
        Client($$"""
            using var [|client|] = new TcpClient();
                    System.Console.WriteLine(host);
                    {{connect}}
            """),
        Client($$"""
            System.Console.WriteLine(host);
                    using Connection client = (await ClientSocket.ConnectAsync({{arguments}})).GetConnectionOrThrow();
            """).Replace("GetStream", "AsStream", StringComparison.Ordinal));

    [Fact]
    public Task A_client_that_its_constructor_connects_is_migrated() => Verify.VerifyRefactoringAsync(
        Client("using TcpClient [|client|] = new TcpClient(host, port);"),
        Client("using Connection client = (await ClientSocket.ConnectAsync(host, port)).GetConnectionOrThrow();")
            .Replace("GetStream", "AsStream", StringComparison.Ordinal));

    [Theory]
    [InlineData("var [|client|] = new TcpClient(remote);")]
    [InlineData("var [|client|] = new TcpClient(); client.ReceiveTimeout = 5; client.Connect(host, port);")]
    [InlineData("var [|client|] = new TcpClient(); if (port > 0) client.Connect(host, port);")]
    [InlineData("var [|client|] = new TcpClient(); client.Connect(host, port); client = new TcpClient(host, port);")]
    [InlineData("var [|client|] = new TcpClient(); client.Connect(host, port); Keep(client);")]
    [InlineData("var [|client|] = new TcpClient(); client.Connect(host, port); var s = client.GetStream(); if (s.DataAvailable) { }")]
    [InlineData("var [|client|] = new TcpClient(); client.Connect([address], port);")]
    [InlineData("TcpClient [|client|] = new(host, port) { NoDelay = true };")]
    [InlineData("var client = new TcpClient(); client.Connect(host, port); int [|other|] = 1;")]
    public Task What_is_not_understood_is_not_offered(string statements) => Verify.VerifyNoRefactoringAsync(
        Client(statements));

    [Fact]
    public Task Nothing_is_offered_where_nothing_can_be_awaited() => Verify.VerifyNoRefactoringAsync(
        """
        using System.Net.Sockets;
        class C { void M() { var [|client|] = new TcpClient("localhost", 80); } }
        """);

    [Fact]
    public Task Nothing_is_offered_without_the_library() => Verify.VerifyNoRefactoringAsync(
        """
        using System.Net.Sockets;
        using System.Threading.Tasks;
        class C { async Task M() { var [|client|] = new TcpClient("localhost", 80); await Task.Yield(); } }
        """,
        new() { WithLibrary = false });

    [Theory]
    [InlineData("listener.Start(); if (listener.Pending()) { }")]
    [InlineData("listener.Server.NoDelay = true; listener.Start();")]
    [InlineData("if (System.DateTime.Now.Year > 2000) listener.Start();")]
    [InlineData("listener.Start(); var socket = await listener.AcceptSocketAsync();")]
    [InlineData("listener.Start(); System.Action accept = () => listener.AcceptTcpClient();")]
    [InlineData("System.Console.WriteLine();")]
    public Task A_listener_whose_use_is_not_understood_is_not_offered(string statements) => Verify.VerifyNoRefactoringAsync(
        $$"""
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        class C
        {
            async Task M()
            {
                var [|listener|] = new TcpListener(IPAddress.Any, 80);
                {{statements}}
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task Incomplete_code_is_survived() => Verify.VerifyIncompleteCodeAsync(Client(
        "using var [|client|] = new TcpClient(); await client.ConnectAsync(host, port); client.Close();"));

    private static string Client(string statements) => $$"""
        using System.Net;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;
        using SocketBasics;

        class C
        {
            private static TcpClient? _kept;

            public static async Task RunAsync(
                string host, int port, IPAddress address, IPEndPoint remote, CancellationToken token)
            {
                {{statements}}
                using var stream = client.GetStream();
                stream.WriteByte(1);
                await Task.Yield();
            }

            public static void Keep(TcpClient client) => _kept = client;
        }
        """;
}

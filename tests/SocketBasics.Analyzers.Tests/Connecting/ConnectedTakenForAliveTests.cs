using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectedTakenForAliveAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ConnectedTakenForAliveTests
{
    [Theory]
    [InlineData("socket.Connect(\"a\", 1); if (![|socket.Connected|]) throw new IOException();")]
    [InlineData("client.Connect(\"a\", 1); if (!([|client.Connected|])) { return; } else { Use(1); }")]
    [InlineData("await socket.ConnectAsync(\"a\", 1); if (![|socket.Connected|]) return;")]
    [InlineData("await client.ConnectAsync(\"a\", 1, token).ConfigureAwait(false); if (![|client.Connected|]) return;")]
    [InlineData("client.Client.Connect(\"a\", 1); if (![|client.Client.Connected|]) return;")]
    [InlineData("try { socket.Connect(\"a\", 1); if (![|socket.Connected|]) return; } catch { }")]
    [InlineData("Action connect = () => { socket.Connect(\"a\", 1); if (![|socket.Connected|]) return; };")]
    [InlineData("void Connect() { socket.Connect(\"a\", 1); if (![|socket.Connected|]) return; } Connect();")]
    public Task A_test_behind_a_connect_is_flagged(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData("while ([|socket.Connected|]) { int n = socket.Receive(buffer); Use(Encoding.UTF8.GetString(buffer, 0, n)); }")]
    [InlineData("while ([|client.Connected|]) { network.Read(buffer, 0, 9); Use(buffer); }")]
    [InlineData("do { int n = await network.ReadAsync(buffer).ConfigureAwait(false); stream.Write(buffer, 0, n); } while ([|client.Connected|]);")]
    [InlineData("for (; [|client.Client.Connected|]; ) { length += network.Read(buffer); }")]
    [InlineData("while ([|client.Connected|]) { try { int n = network.Read(buffer); stream.Write(buffer, 0, n); } catch { break; } }")]
    public Task A_loop_that_does_not_notice_the_end_is_flagged(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData("if (!socket.Connected) socket.Connect(\"a\", 1);")]
    [InlineData("socket.Connect(\"a\", 1); if (socket.Connected) Use(1);")]
    [InlineData("socket.Connect(\"a\", 1); if (!maybe!.Connected) return;")]
    [InlineData("socket.Connect(\"a\", 1); Use(1); if (!socket.Connected) return;")]
    [InlineData("socket.Connect(\"a\", 1); if (!socket.Connected || length > 0) return;")]
    [InlineData("try { socket.Connect(\"a\", 1); } catch { } if (!socket.Connected) return;")]
    [InlineData("if (length > 0) socket.Connect(\"a\", 1); if (!socket.Connected) return;")]
    [InlineData("client.Connect(\"a\", 1); if (!client.Client.Connected) return;")]
    [InlineData("_ = socket.ConnectAsync(\"a\", 1); if (!socket.Connected) return;")]
    [InlineData("client.ConnectAsync(\"a\", 1).Wait(100); if (!client.Connected) return;")]
    [InlineData("socket.ConnectAsync(new SocketAsyncEventArgs()); if (!socket.Connected) return;")]
    [InlineData("socket.BeginConnect(\"a\", 1, null, null); if (!socket.Connected) return;")]
    [InlineData("socket.Connect(\"a\", 1); if (!socket.IsBound) return;")]
    public Task A_test_that_may_find_something_is_not_flagged(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData("while (socket.Connected) { int n = socket.Receive(buffer); if (n == 0) break; Use(buffer); }")]
    [InlineData("while (socket.Connected) { int n = socket.Receive(buffer); if (n > 0) Use(buffer); }")]
    [InlineData("while (socket.Connected) { int n = socket.Receive(buffer); Parse(buffer, n); }")]
    [InlineData("while (socket.Connected) { int n = socket.Receive(buffer); if (Encoding.UTF8.GetString(buffer, 0, n) == \"\") return; }")]
    [InlineData("while (socket.Connected && length > 0) { length -= socket.Receive(buffer); }")]
    [InlineData("while (!socket.Connected) { socket.Receive(buffer); }")]
    [InlineData("while (socket.Blocking) { socket.Receive(buffer); }")]
    [InlineData("while (client.Connected) { if (network.DataAvailable) network.Read(buffer); }")]
    [InlineData("while (client.Connected) { stream.Read(buffer, 0, 9); }")]
    [InlineData("while (client.Connected) { socket.Receive(new byte[0]); }")]
    [InlineData("while (client.Connected) { var wait = socket.BeginReceive(new byte[0], 0, 0, 0, null, null); socket.EndReceive(wait); }")]
    [InlineData("while (client.Connected) { await Task.Delay(9); }")]
    [InlineData("while (client.Connected) { while (network.Read(buffer) > 0) { } }")]
    [InlineData("while (client.Connected) { Action later = () => network.Read(buffer); later(); }")]
    [InlineData("while (client.Connected) { void Later() => network.Read(buffer); Later(); }")]
    [InlineData("var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, 0); while (udp.Connected) { udp.Receive(buffer); }")]
    public Task A_loop_that_may_notice_the_end_is_not_flagged(string statements) => VerifyAsync(statements);

    [Fact]
    public Task Fields_and_top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using var client = new TcpClient();
        client.Connect("localhost", 7);
        if (![|client.Connected|])
            return;
        partial class C
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            void Connect(C other)
            {
                _socket.Connect("localhost", 7);
                if (![|this._socket.Connected|]) return;
                _socket.Connect("localhost", 7);
                if (!other._socket.Connected) return;
            }
        }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public bool Connected => true; public void Connect() { } }
        class C { static void M(Socket s) { s.Connect(); if (!s.Connected) return; } }
        """);

    [Fact]
    public Task A_connect_of_a_derived_class_may_fail_without_an_exception() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        sealed class Quiet : TcpClient
        {
            public new void Connect(string host, int port) { try { base.Connect(host, port); } catch (SocketException) { } }
            static void M(Quiet client) { client.Connect("localhost", 7); if (!client.Connected) return; }
        }
        """);

    [Fact]
    public async Task The_message_says_why() => Assert.Equal(
        [
            "'Connected' tells how the last operation went, not whether the peer is there: here it is true, as 'Connect' throws when it fails",
            "'Connected' tells how the last operation went, not whether the peer is there: it stays true when 'NetworkStream.Read' returns 0",
        ],
        await Verify.MessagesAsync(BytesSource.InMethod(
            "client.Connect(\"a\", 1); if (!client.Connected) return; while (client.Connected) { network.Read(buffer); }")));

    private static Task VerifyAsync(string statements) => Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statements));
}

using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectionNotDisposedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2003: what is flagged, and how it is said.</summary>
public sealed class ConnectionNotDisposedTests
{
    private const string Connect = "await ClientSocket.ConnectAsync(remote)";

    [Theory]
    [InlineData("var [|c|] = await listener.AcceptAsync(); await c.SendAsync(_bytes);")]
    [InlineData("Connection [|c|] = await listener.AcceptAsync().ConfigureAwait(false); Keep(c.RemoteEndpoint);")]
    [InlineData("Connection [|c|] = listener.AcceptAsync().AsTask().Result; c.NoDelay = true;")]
    [InlineData("Connection c; [|c|] = await listener.AcceptAsync(); await c.ReceiveAsync(_bytes);")]
    [InlineData("Connection? c = null; [|c|] = await listener.AcceptAsync(); if (c != null) c.ShutdownSend();")]
    [InlineData("Connection? [|c|] = await listener.AcceptAsync(); await (c?.SendAsync(_bytes) ?? default);")]
    [InlineData("var [|c|] = await listener.AcceptAsync(); Keep(c.GetHashCode());")]
    [InlineData("var task = listener.AcceptAsync(); var [|c|] = await task; Keep(c.NoDelay);")]
    [InlineData("if (await listener.AcceptAsync() is { NoDelay: true } [|c|]) Keep(c.LocalEndpoint);")]
    [InlineData("var [|c|] = await listener.AcceptAsync(); var d = c; Keep($\"{d}\" + nameof(c));")]
    [InlineData("Func<Task> f = async () => { var [|c|] = await listener.AcceptAsync(); c.ShutdownSend(); };")]
    [InlineData("async Task F() { var [|c|] = await listener.AcceptAsync(); c.ShutdownSend(); } await F();")]
    [InlineData("var [|c|] = await listener.AcceptAsync(); object o = c; if (o is Connection) Keep(1);")]
    [InlineData("Connection? [|c|] = await listener.AcceptAsync(); c = c; Keep(c.NoDelay);")]
    public Task An_accepted_connection_is_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"var [|c|] = ({Connect}).GetConnectionOrThrow();")]
    [InlineData($"var [|c|] = ({Connect}).GetConnectionOrThrow(); await c.SendAsync(_bytes);")]
    [InlineData($"var [|c|] = ((Connected)({Connect})).Connection; await c.SendAsync(_bytes);")]
    [InlineData($"var r = {Connect}; var [|c|] = r.GetConnectionOrThrow(); Keep(r.Elapsed);")]
    [InlineData($"var r = {Connect}; var [|c|] = r.GetConnectionOrThrow(); Keep(r.ToString());")]
    [InlineData($"var r = {Connect}; var [|c|] = r.GetConnectionOrThrow(); if (r.TryGetConnection(out _)) Keep(1);")]
    [InlineData($"if (({Connect}).TryGetConnection(out var [|c|])) await c.SendAsync(_bytes);")]
    [InlineData($"Connection? c; if (({Connect}).TryGetConnection(out [|c|])) await c.SendAsync(_bytes);")]
    [InlineData($"if ({Connect} is Connected(var [|c|])) await c.SendAsync(_bytes);")]
    [InlineData($"if ({Connect} is not Connected {{ Connection: var [|c|] }}) return; await c.SendAsync(_bytes);")]
    [InlineData($"if ({Connect} is Connected ok) {{ var [|c|] = ok.Connection; await c.SendAsync(_bytes); }}")]
    [InlineData($"switch ({Connect}) {{ case Connected(var [|c|]): await c.SendAsync(_bytes); break; default: break; "
        + $"}}")]
    [InlineData($"bool b = ({Connect}) switch {{ Connected(var [|c|]) => c.NoDelay, _ => false }};")]
    [InlineData($"var r = ({Connect}) as Connected; if (r is null) return; var [|c|] = r.Connection; Keep(c.NoDelay);")]
    [InlineData($"if (({Connect}).TryGetConnection(out var [|c|]) && c is Connection) Keep(c.NoDelay);")]
    public Task A_connection_of_a_result_is_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("var [|l|] = ServerSocket.Create().Bind(remote).Listen(); Keep(l.LocalEndpoint);")]
    [InlineData("ListeningSocket [|l|] = ServerSocket.Create().Bind(remote).Listen(5); l.Listen(10);")]
    [InlineData("var [|bound|] = ServerSocket.Create().Bind(remote); Keep(bound.LocalEndpoint);")]
    [InlineData("var [|s|] = DatagramSocket.Bind(remote); await s.SendToAsync(_bytes, remote);")]
    [InlineData("var [|s|] = RawSocket.Bind(remote, default); Keep(s.LocalEndpoint);")]
    [InlineData("using var server = ServerSocket.Create(); using var b = server.Bind(remote); var [|l|] = b.Listen();")]
    public Task Other_sockets_are_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("await foreach (var [|c|] in listener.AcceptAllAsync()) await c.SendAsync(_bytes);")]
    [InlineData("await foreach (var [|c|] in listener.AcceptAllAsync().WithCancellation(token)) { c.ShutdownSend(); }")]
    public Task The_variable_of_a_loop_is_flagged(string statement) => VerifyAsync(statement);

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using SocketBasics;

        ListeningSocket [|listener|] = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();
        await foreach (Connection [|connection|] in listener.AcceptAllAsync())
            System.Console.WriteLine(connection.ToString());
        """,
        new() { IsProgram = true });

    [Fact]
    public async Task The_message_names_the_local_and_what_it_holds()
    {
        const string Rest = "stays open until the garbage collector finds it";
        Assert.Equal(
            [
                $"'l' is neither disposed nor handed on: the listening socket {Rest}",
                $"'c' is neither disposed nor handed on: the connection {Rest}",
                $"'d' is neither disposed nor handed on: the socket {Rest}",
                $"'b' is neither disposed nor handed on: the bound socket {Rest}",
            ],
            await Verify.MessagesAsync(OwnerSource.InMethod(
                "var l = ServerSocket.Create().Bind(remote).Listen(); var c = await l.AcceptAsync(); Keep(c.NoDelay);"
                + "var d = DatagramSocket.Bind(remote); var b = ServerSocket.Create().Bind(remote);")));
    }

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(OwnerSource.InMethod(
        "var c = await listener.AcceptAsync(); c.ShutdownSend();"
        + $"if ({Connect} is Connected(var d) && d.NoDelay) return;"
        + "(await DatagramSocket.Bind(remote)).Connect(); x.TryGetConnection(out y);"));

    private static Task VerifyAsync(string statement) => Verify.VerifyAnalyzerAsync(OwnerSource.InMethod(statement));
}

using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.MovedStateUsedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2007: what is flagged, and how it is said.</summary>
public sealed class MovedStateUsedTests
{
    [Theory]
    [InlineData("server.Bind(a); [|server.Bind(a)|];")]
    [InlineData("using var first = server.Bind(a); using var second = [|server.Bind(a)|]; using var third = "
        + "[|server.Bind(a)|];")]
    [InlineData("var mine = ServerSocket.Create(); Use(mine.Bind(a).Listen()); Use([|mine.Bind(a)|].Listen());")]
    [InlineData("using var mine = ServerSocket.Create(); using var b = mine.Bind(a); [|mine.Bind(a)|];")]
    [InlineData("bound.Listen(); [|bound.Listen()|];")]
    [InlineData("var l = bound.Listen(1); Use(l); l = [|bound.Listen(2)|];")]
    [InlineData("[|bound.Listen(bound.Listen(1).Backlog)|];")]
    [InlineData("if (server.Bind(a) is { } b) Use(b); [|server.Bind(a)|];")]
    [InlineData("var mine = flag ? Fresh() : server; mine.Bind(a); [|mine.Bind(a)|];")]
    [InlineData("server.Bind(a); goto Done; server = Fresh(); Done: [|server.Bind(a)|];")]
    [InlineData("server.Bind(a); Look(in server); [|server.Bind(a)|];")]
    [InlineData("var other = server; server.Bind(a); [|server.Bind(a)|]; Use(other);")]
    [InlineData("ServerSocket other; other = server; server.Bind(a); [|server.Bind(a)|]; Use(other);")]
    [InlineData("if (Task.Run(() => { var mine = Fresh(); mine.Bind(a); [|mine.Bind(a)|]; }).IsCompleted) Use(1);")]
    public Task A_second_transition_is_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("var s = connection.AsStream(); await [|connection.SendAsync(_bytes)|];")]
    [InlineData("using var s = connection.AsStream(); int n = await "
        + "[|connection.ReceiveAsync(_bytes)|].ConfigureAwait(false);")]
    [InlineData("connection.AsStream(); await [|connection.WaitReadableAsync()|];")]
    [InlineData("connection.AsStream(); Use([|connection.AsPipe()|]);")]
    [InlineData("connection.AsPipe(); Use([|connection.AsStream()|]);")]
    [InlineData("connection.AsPipe(); await [|connection.ReceiveAsync(_bytes)|];")]
    [InlineData("using var c = connection; c.AsPipe(); await [|c.SendAsync(_bytes)|];")]
    public Task Bytes_beside_the_stream_or_the_pipe_are_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("if (flag) server.Bind(a); else server.Bind(a).Listen(); [|server.Bind(a)|];")]
    [InlineData("switch (a.Port) { case 1: server.Bind(a); break; default: server.Bind(a); break; } "
        + "[|server.Bind(a)|];")]
    [InlineData("if (flag) { server.Bind(a); if (a.Port > 1) [|server.Bind(a)|]; }")]
    [InlineData("if (!flag) return; server.Bind(a); for (int i = 0; i < 3; i++) [|server.Bind(a)|];")]
    [InlineData("server.Bind(a); try { [|server.Bind(a)|]; } finally { [|server.Bind(a)|]; }")]
    [InlineData("server.Bind(a); try { [|server.Bind(a)|]; } catch (ArgumentException) { }")]
    [InlineData("server.Bind(a); try { Use(1); } catch (ArgumentException) { [|server.Bind(a)|]; }")]
    [InlineData("server.Bind(a); try { Use(1); } catch (ArgumentException) when (flag) { [|server.Bind(a)|]; }")]
    [InlineData("server.Bind(a); try { Use(1); } catch { try { [|server.Bind(a)|]; } finally { Use(2); } }")]
    [InlineData("server.Bind(a); try { Use(1); } catch (InvalidOperationException) { [|server.Bind(a)|]; }")]
    [InlineData("try { server.Bind(a); } catch (ArgumentException) { return; } [|server.Bind(a)|];")]
    [InlineData("try { server.Bind(a); } finally { Use(1); } [|server.Bind(a)|];")]
    [InlineData("using (server) { server.Bind(a); } [|server.Bind(a)|];")]
    [InlineData("do server.Bind(a); while (!flag); [|server.Bind(a)|];")]
    public Task A_call_to_which_all_ways_lead_by_a_transition_is_flagged(string statement) =>
        VerifyAsync(statement);

    [Theory]
    [InlineData("Action f = () => { var mine = Fresh(); mine.Bind(a); [|mine.Bind(a)|]; };")]
    [InlineData("Action<ServerSocket> f = s => { s.Bind(a); [|s.Bind(a)|]; };")]
    [InlineData("Func<Task> f = async () => { var mine = Fresh(); await Task.Yield(); mine.Bind(a); "
        + "[|mine.Bind(a)|]; };")]
    [InlineData("void F(ServerSocket s) { s.Bind(a); [|s.Bind(a)|]; } F(server);")]
    [InlineData("void F() { Action f = () => { var mine = Fresh(); mine.Bind(a); [|mine.Bind(a)|]; }; } F();")]
    public Task Inside_a_lambda_or_a_local_function_it_is_flagged(string statement) => VerifyAsync(statement);

    [Fact]
    public Task Sixty_four_variables_are_followed() => VerifyAsync(string.Concat(
        Enumerable.Range(0, 64).Select(i => $"var s{i} = Fresh(); s{i}.Bind(a); [|s{i}.Bind(a)|]; ")));

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using SocketBasics;

        ServerSocket server = ServerSocket.Create();
        using BoundServerSocket first = server.Bind(Endpoint.Any(0));
        using BoundServerSocket second = [|server.Bind(Endpoint.Any(0))|];
        """,
        new() { IsProgram = true });

    [Fact]
    public Task Members_of_all_kinds_are_flagged() => Verify.VerifyAnalyzerAsync("""
        using SocketBasics;

        class C
        {
            C(ServerSocket s, Endpoint e) { s.Bind(e); [|s.Bind(e)|]; }
            object P { get { var s = ServerSocket.Create(); s.Bind(default); return [|s.Bind(default)|]; } }
            object M(BoundServerSocket b) => (b.Listen(), [|b.Listen()|]);
        }
        """);

    [Fact]
    public async Task The_message_names_the_variable_and_both_calls() => Assert.Equal(
        [
            "'server' has moved on: 'Bind' was called on it before, and 'Bind' throws here; "
                + "use what 'Bind' has returned",
            "'connection' has moved on: 'AsStream' was called on it before, and 'SendAsync' throws here; "
                + "use what 'AsStream' has returned",
        ],
        await Verify.MessagesAsync(StateSource.InMethod(
            "server.Bind(a); server.Bind(a); connection.AsStream(); await connection.SendAsync(_bytes);")));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(StateSource.InMethod(
        "server.Bind(a); try { server.Bind(a); } catch (ArgumentException) when (flag) { server?.Bind(a); }"
        + "finally { server.Bind(a); } foreach (var s in new[] { server }) { s.Bind(a); s.Bind(a); }"));

    private static Task VerifyAsync(string statement) => Verify.VerifyAnalyzerAsync(StateSource.InMethod(statement));
}

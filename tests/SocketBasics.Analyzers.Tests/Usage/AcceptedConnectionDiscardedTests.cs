using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.AcceptedConnectionDiscardedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2004: clients that are accepted and lost.</summary>
public sealed class AcceptedConnectionDiscardedTests
{
    [Theory]
    [InlineData("await [|listener.AcceptAsync()|];")]
    [InlineData("await [|listener.AcceptAsync(token)|].ConfigureAwait(false);")]
    [InlineData("_ = await [|listener.AcceptAsync()|];")]
    [InlineData("[|listener.AcceptAsync()|].AsTask().Wait();")]
    [InlineData("_ = [|listener.AcceptAsync()|].AsTask().Result;")]
    [InlineData("[|listener.AcceptAsync()|].GetAwaiter().GetResult();")]
    [InlineData("var connection = await [|listener.AcceptAsync()|];")]
    [InlineData("Connection connection; connection = await [|listener.AcceptAsync()|];")]
    [InlineData("Func<Task> accept = async () => await [|listener.AcceptAsync()|];")]
    [InlineData("async Task Accept() { await [|listener.AcceptAsync()|]; } await Accept();")]
    public Task A_dropped_connection_is_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("await (await [|listener.AcceptAsync()|]).SendAsync(_bytes);")]
    [InlineData("int n = await (await [|listener.AcceptAsync()|].ConfigureAwait(false)).ReceiveAsync(_bytes);")]
    [InlineData("Keep((await [|listener.AcceptAsync()|]).RemoteEndpoint);")]
    [InlineData("Keep((await [|listener.AcceptAsync()|]).ToString());")]
    [InlineData("(await [|listener.AcceptAsync()|]).NoDelay = false;")]
    [InlineData("if (await [|listener.AcceptAsync()|] is not null) Keep(1);")]
    [InlineData("if (await [|listener.AcceptAsync()|] != null) Keep(1);")]
    [InlineData("Keep((await [|listener.AcceptAsync()|]).LocalEndpoint);")]
    [InlineData("(await [|listener.AcceptAsync()|]).ShutdownSend();")]
    [InlineData("await (await [|listener.AcceptAsync()|]).WaitReadableAsync();")]
    public Task A_connection_used_once_is_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("await foreach (var [|_|] in listener.AcceptAllAsync()) Keep(1);")]
    [InlineData("await foreach (Connection [|c|] in listener.AcceptAllAsync(token)) { }")]
    [InlineData("await foreach (var [|c|] in listener.AcceptAllAsync().WithCancellation(token)) Keep(1);")]
    [InlineData("await foreach (var [|c|] in "
        + "listener.AcceptAllAsync().WithCancellation(token).ConfigureAwait(false)) { }")]
    [InlineData("await foreach (var [|c|] in listener.AcceptAllAsync().ConfigureAwait(false)) { }")]
    [InlineData("await foreach (var [|c|] in "
        + "listener.AcceptAllAsync().ConfigureAwait(false).WithCancellation(token)) { }")]
    [InlineData("await foreach (var [|c|] in listener.AcceptAllAsync()) { int n = 1; Keep(n); }")]
    public Task A_loop_that_passes_over_its_connections_is_flagged(string statement) => VerifyAsync(statement);

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using SocketBasics;

        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();
        await [|listener.AcceptAsync()|];
        await foreach (var [|connection|] in listener.AcceptAllAsync())
            System.Console.WriteLine();
        """,
        new() { IsProgram = true });

    [Theory]
    [InlineData("using var connection = await listener.AcceptAsync();")]
    [InlineData("await using Connection connection = await listener.AcceptAsync().ConfigureAwait(false);")]
    [InlineData("using (await listener.AcceptAsync()) Keep(1);")]
    [InlineData("await using (await listener.AcceptAsync()) { }")]
    [InlineData("(await listener.AcceptAsync()).Dispose();")]
    [InlineData("await (await listener.AcceptAsync()).DisposeAsync();")]
    [InlineData("await (await listener.AcceptAsync()).CloseAsync(TimeSpan.Zero);")]
    [InlineData("(await listener.AcceptAsync()).Abort();")]
    [InlineData("using var stream = (await listener.AcceptAsync()).AsStream();")]
    [InlineData("Keep((await listener.AcceptAsync()).AsPipe());")]
    public Task A_connection_that_is_closed_or_owned_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("_ = HandleAsync(await listener.AcceptAsync());")]
    [InlineData("_field = await listener.AcceptAsync();")]
    [InlineData("var c = await listener.AcceptAsync(); Keep(c);")]
    [InlineData("var list = new List<Connection> { await listener.AcceptAsync() };")]
    [InlineData("Func<Task<Connection>> f = async () => await listener.AcceptAsync();")]
    [InlineData("if (await listener.AcceptAsync() is { } c) Keep(c);")]
    [InlineData("var accepting = listener.AcceptAsync(); Keep(await accepting);")]
    [InlineData("await foreach (var c in listener.AcceptAllAsync()) _ = HandleAsync(c);")]
    [InlineData("await foreach (var c in listener.AcceptAllAsync(token)) using (c) Keep(1);")]
    [InlineData("await foreach (var c in listener.AcceptAllAsync()) { Action a = () => c.Dispose(); a(); }")]
    public Task A_connection_that_is_kept_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("_ = listener.AcceptAsync();")]
    [InlineData("var pending = listener.AcceptAsync().AsTask();")]
    [InlineData("await Assert.ThrowsAsync<Exception>(async () => await listener.AcceptAsync());")]
    [InlineData("Assert.NotNull(await listener.AcceptAsync());")]
    [InlineData("var all = listener.AcceptAllAsync(); await foreach (var c in all) { }")]
    [InlineData("foreach (var c in new List<Connection>()) { }")]
    public Task What_may_be_meant_is_not_flagged(string statement) => VerifyAsync(statement);

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Other;

        namespace Other
        {
            public sealed class Connection;

            public sealed class ListeningSocket
            {
                public Task<Connection> AcceptAsync() => throw new();
                public IAsyncEnumerable<Connection> AcceptAllAsync() => throw new();
            }
        }

        class C
        {
            SocketBasics.Endpoint _spoken;

            async Task M(ListeningSocket listener)
            {
                await listener.AcceptAsync();
                await foreach (var c in listener.AcceptAllAsync()) { }
            }
        }
        """);

    [Fact]
    public async Task The_message_names_the_call()
    {
        const string Rest = "the connection to a client, which is lost here: nobody can answer or close it any more";
        Assert.Equal(
            [$"'AcceptAsync' returns {Rest}", $"'AcceptAllAsync' returns {Rest}"],
            await Verify.MessagesAsync(OwnerSource.InMethod(
                "await listener.AcceptAsync(); await foreach (var c in listener.AcceptAllAsync()) { }")));
    }

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(OwnerSource.InMethod(
        "await foreach (var c in listener.AcceptAllAsync().ConfigureAwait(false)) await listener.AcceptAsync();"));

    [Fact]
    public Task Members_of_the_users_own_may_keep_it() => Verify.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;
        using SocketBasics;

        static class Serving
        {
            public static void Handle(this Connection connection) => connection.Dispose();

            extension(Connection connection)
            {
                public void Serve() => connection.Dispose();
                public int Port => connection.RemoteEndpoint.Port;
            }

            static async Task M(ListeningSocket listener)
            {
                (await listener.AcceptAsync()).Handle();
                (await listener.AcceptAsync()).Serve();
                int port = (await listener.AcceptAsync()).Port;
            }
        }
        """);

    private static Task VerifyAsync(string statement) => Verify.VerifyAnalyzerAsync(OwnerSource.InMethod(statement));
}

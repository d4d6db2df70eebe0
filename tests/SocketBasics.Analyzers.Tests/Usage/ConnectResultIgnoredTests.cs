using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectResultIgnoredAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2001: what is flagged, and how it is said.</summary>
public sealed class ConnectResultIgnoredTests
{
    [Theory]
    [InlineData("await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("await [|ClientSocket.ConnectAsync(\"example.com\", 443, cancellationToken: token)|];")]
    [InlineData("await [|ClientSocket.ConnectAsync(remote)|].ConfigureAwait(false);")]
    [InlineData("await ((([|ClientSocket.ConnectAsync(remote)|])));")]
    [InlineData("await [|ClientSocket.ConnectAsync(remote)|].AsTask().WaitAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("if (token.CanBeCanceled) await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("for (; ; await [|ClientSocket.ConnectAsync(remote)|]) { }")]
    public Task An_awaited_statement_is_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("_ = await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("_ = (object)await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("_ = (await [|ClientSocket.ConnectAsync(remote)|].ConfigureAwait(false))!;")]
    public Task An_awaited_discard_is_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("_ = [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("[|ClientSocket.ConnectAsync(remote)|].AsTask();")]
    [InlineData("_ = [|ClientSocket.ConnectAsync(remote)|].AsTask();")]
    [InlineData("var task = [|ClientSocket.ConnectAsync(remote)|];")]
    public Task A_connect_that_nobody_waits_for_is_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("[|ClientSocket.ConnectAsync(remote)|].GetAwaiter().GetResult();")]
    [InlineData("[|ClientSocket.ConnectAsync(remote)|].AsTask().Wait();")]
    [InlineData("_ = [|ClientSocket.ConnectAsync(remote)|].AsTask().Result;")]
    [InlineData("_ = [|ClientSocket.ConnectAsync(remote)|].Result;")]
    public Task A_blocking_wait_is_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("var result = await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("ConnectResult result = await [|ClientSocket.ConnectAsync(remote)|].ConfigureAwait(false);")]
    [InlineData("object result = await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("ConnectResult result; result = await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("""
        ConnectResult? last = null;
        for (int i = 0; i < 3; i++)
            last = await [|ClientSocket.ConnectAsync(remote)|];
        """)]
    [InlineData("""
        ConnectResult? last = null;
        Func<Task> connect = async () => { last = await [|ClientSocket.ConnectAsync(remote)|]; };
        await connect();
        """)]
    public Task A_local_that_is_never_read_is_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("await [|DialAsync(remote)|];")]
    [InlineData("await [|DialTaskAsync(remote)|];")]
    [InlineData("[|Dial(remote)|];")]
    [InlineData("this?[|.Dial(remote)|];")]
    [InlineData("await [|local()|]; ValueTask<ConnectResult> local() => ClientSocket.ConnectAsync(remote);")]
    [InlineData("Func<Task<ConnectResult>> dial = () => DialTaskAsync(remote); await [|dial()|];")]
    [InlineData("await [|RetryAsync(() => DialTaskAsync(remote))|];")]
    [InlineData("await [|RetryAsync(async () => await ClientSocket.ConnectAsync(remote))|];")]
    [InlineData("await [|Task.Run(() => DialTaskAsync(remote))|];")]
    public Task A_wrapper_is_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("Action connect = () => [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("Func<Task> connect = async () => await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("async Task connect() => await [|ClientSocket.ConnectAsync(remote)|]; await connect();")]
    [InlineData("await Task.Run(async () => { await [|ClientSocket.ConnectAsync(remote)|]; });")]
    public Task A_lambda_or_local_function_is_flagged(string statement) => VerifyStatementAsync(statement);

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using SocketBasics;

        await [|ClientSocket.ConnectAsync("example.com", 443)|];
        var unread = await [|ClientSocket.ConnectAsync("example.com", 443)|];
        var read = await ClientSocket.ConnectAsync("example.com", 443);
        System.Console.WriteLine(read);
        """,
        new() { IsProgram = true });

    [Fact]
    public Task Extension_members_of_C_sharp_14_are_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;
        using SocketBasics;

        static class Dialing
        {
            extension(Endpoint remote)
            {
                public ValueTask<ConnectResult> DialAsync() => ClientSocket.ConnectAsync(remote);
            }

            static async Task M(Endpoint remote) => await [|remote.DialAsync()|];
        }
        """);

    [Fact]
    public Task Generated_code_is_not_flagged() => Verify.VerifyAnalyzerAsync(
        "// <auto-generated/>\n" + ConnectSource.InMethod("await ClientSocket.ConnectAsync(remote);").Replace("?", ""));

    [Fact]
    public Task A_suppression_is_respected() => VerifyStatementAsync("""
        #pragma warning disable SB2001
        await ClientSocket.ConnectAsync(remote);
        #pragma warning restore SB2001
        """);

    [Fact]
    public async Task The_message_names_the_call_the_loss_and_the_way_out()
    {
        string source = ConnectSource.InMethod("""
            await ClientSocket.ConnectAsync(remote);
            Func<ConnectResult> dial = () => Dial(remote);
            dial();
            """);

        const string Rest = "is ignored: a failed connect goes unnoticed, and a successful one leaks its connection; "
            + "call GetConnectionOrThrow() and dispose the connection, or match the outcomes";
        Assert.Equal(
            [$"The result of 'ClientSocket.ConnectAsync' {Rest}", $"The result of 'dial' {Rest}"],
            await Verify.MessagesAsync(source));
    }

    private static Task VerifyStatementAsync(string statement) =>
        Verify.VerifyAnalyzerAsync(ConnectSource.InMethod(statement));
}

using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectResultIgnoredAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

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

    [Theory]
    [InlineData("using Connection connection = (await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();")]
    [InlineData("(await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();")]
    [InlineData("ClientSocket.ConnectAsync(remote).AsTask().Result.GetConnectionOrThrow().Dispose();")]
    [InlineData("Console.WriteLine((await ClientSocket.ConnectAsync(remote)).Elapsed);")]
    [InlineData("if ((await ClientSocket.ConnectAsync(remote)).TryGetConnection(out var c)) c.Dispose();")]
    public Task Members_used_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("if (await ClientSocket.ConnectAsync(remote) is ConnectResult.Connected(var c)) c.Dispose();")]
    [InlineData("_ = await ClientSocket.ConnectAsync(remote) is ConnectResult.Refused;")]
    [InlineData("switch (await DialAsync(remote)) { case ConnectResult.Connected(var c): c.Dispose(); break; }")]
    [InlineData("string text = await DialAsync(remote) switch { ConnectResult.Failed f => f.Message, _ => \"\" };")]
    [InlineData("(await ClientSocket.ConnectAsync(remote)).Match(c => 1, t => 2, r => 3, u => 4, f => 5);")]
    public Task Matched_results_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("var result = await ClientSocket.ConnectAsync(remote); Console.WriteLine(result);")]
    [InlineData("ConnectResult result; result = await DialAsync(remote); result.GetConnectionOrThrow();")]
    [InlineData("var result = await ClientSocket.ConnectAsync(remote); Action show = () => Console.WriteLine(result);")]
    [InlineData("var connecting = DialAsync(remote); using var c = (await connecting).GetConnectionOrThrow();")]
    [InlineData("ConnectResult result; Console.WriteLine(result = await ClientSocket.ConnectAsync(remote));")]
    [InlineData("var result = await ClientSocket.ConnectAsync(remote); Console.WriteLine(nameof(result));")]
    [InlineData("ConnectResult? none = null; ref ConnectResult? slot = ref _field; slot = Dial(remote); slot = none;")]
    public Task A_local_that_is_read_is_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("_field = await ClientSocket.ConnectAsync(remote);")]
    [InlineData("Property = await ClientSocket.ConnectAsync(remote);")]
    [InlineData("_all[0] = await ClientSocket.ConnectAsync(remote);")]
    [InlineData("_field ??= await ClientSocket.ConnectAsync(remote);")]
    [InlineData("_ = _field = await ClientSocket.ConnectAsync(remote);")]
    [InlineData("_ = new { Result = await ClientSocket.ConnectAsync(remote) };")]
    [InlineData("(_field, Property) = (await ClientSocket.ConnectAsync(remote), Dial(remote));")]
    public Task Stored_results_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("Console.WriteLine(await ClientSocket.ConnectAsync(remote));")]
    [InlineData("_all.Add(await ClientSocket.ConnectAsync(remote));")]
    [InlineData("await Task.WhenAll(DialTaskAsync(remote), DialTaskAsync(remote));")]
    [InlineData("Keep(ClientSocket.ConnectAsync(remote)); void Keep(ValueTask<ConnectResult> connecting) { }")]
    [InlineData("_ = DialTaskAsync(remote).ContinueWith(done => Console.WriteLine(done.Result));")]
    [InlineData("_ = DialTaskAsync(remote).ContinueWith(done => done.Result);")]
    public Task Passed_on_results_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("ValueTask<ConnectResult> local() => ClientSocket.ConnectAsync(remote); _field = await local();")]
    [InlineData("async Task<ConnectResult> local() { return await DialAsync(remote); } _field = await local();")]
    [InlineData("Func<Task<ConnectResult>> dial = async () => await ClientSocket.ConnectAsync(remote);")]
    [InlineData("IEnumerable<ConnectResult> local() { yield return Dial(remote); } _all.AddRange(local());")]
    public Task Returned_results_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("var queue = new Queue<ConnectResult>(); Console.WriteLine(queue.Peek()); queue.Dequeue();")]
    [InlineData("var inbox = new Inbox(); Console.WriteLine(inbox.Peek()); inbox.Dequeue();")]
    [InlineData("Interlocked.Exchange(ref _field, null);")]
    [InlineData("Log(_all[0]);")]
    [InlineData("Log((object)_all[0]);")]
    [InlineData("var connecting = DialTaskAsync(remote); await connecting.WaitAsync(token); Log(connecting.Result);")]
    [InlineData("var connecting = DialTaskAsync(remote); await Task.WhenAny(connecting); _all.Add(await connecting);")]
    public Task Calls_that_hand_back_what_exists_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("await Assert.ThrowsAsync<Exception>(async () => await ClientSocket.ConnectAsync(remote));")]
    [InlineData("Assert.Throws(() => { ClientSocket.ConnectAsync(Endpoint.Any(80)); });")]
    [InlineData("await ShouldThrow(async () => await ClientSocket.ConnectAsync(remote));")]
    public Task Connects_expected_to_throw_are_not_flagged(string statement) => VerifyStatementAsync(statement);

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
    public Task A_wrapper_of_another_assembly_is_flagged_though_the_source_never_names_the_library() =>
        Verify.VerifyAnalyzerAsync(
            """
            class C
            {
                static async System.Threading.Tasks.Task M() => await [|Dialer.DialAsync()|];
            }
            """,
            new()
            {
                References = [TestProject.Compile("""
                    public static class Dialer
                    {
                        public static System.Threading.Tasks.ValueTask<SocketBasics.ConnectResult> DialAsync() =>
                            SocketBasics.ClientSocket.ConnectAsync("example.com", 443);
                    }
                    """)],
            });

    // The search reads 4096 characters at a time.
    // Seen to fail with: windows that do not overlap.
    [Theory]
    [InlineData(4084)]
    [InlineData(4085)]
    [InlineData(4095)]
    [InlineData(4096)]
    public Task The_library_is_found_wherever_the_source_names_it(int position)
    {
        const string Source = """
            class C
            {
                static async System.Threading.Tasks.Task M() => await [|SocketBasics.ClientSocket.ConnectAsync("", 1)|];
            }
            """;
        int name = Source.Replace("[|", "", StringComparison.Ordinal).IndexOf("SocketBasics", StringComparison.Ordinal);
        return Verify.VerifyAnalyzerAsync(new string('\n', position - name) + Source);
    }

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;
        using Other;

        namespace Other
        {
            public sealed class ConnectResult;

            public static class ClientSocket
            {
                public static Task<ConnectResult> ConnectAsync(string host, int port) => throw new();
            }
        }

        class C
        {
            // SocketBasics is referenced and spoken of, but not meant.
            async Task M() => await ClientSocket.ConnectAsync("example.com", 443);
        }
        """);

    [Fact]
    public Task The_same_names_without_the_library_are_not_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System.Threading.Tasks;
        using SocketBasics;

        namespace SocketBasics
        {
            public sealed class ConnectResult;

            public static class ClientSocket
            {
                public static Task<ConnectResult> ConnectAsync(string host, int port) => throw new();
            }
        }

        class C
        {
            async Task M() => await ClientSocket.ConnectAsync("example.com", 443);
        }
        """,
        new() { WithLibrary = false });

    [Fact]
    public Task Generated_code_is_not_flagged() => Verify.VerifyAnalyzerAsync(
        "// <auto-generated/>\n" + InMethod("await ClientSocket.ConnectAsync(remote);").Replace("?", ""));

    [Fact]
    public Task A_suppression_is_respected() => VerifyStatementAsync("""
        #pragma warning disable SB2001
        await ClientSocket.ConnectAsync(remote);
        #pragma warning restore SB2001
        """);

    [Fact]
    public async Task The_message_names_the_call_the_loss_and_the_way_out()
    {
        string source = InMethod("""
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

    private static Task VerifyStatementAsync(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    /// <summary>A class with wrappers of all kinds, around the statement under test.</summary>
    private static string InMethod(string statement) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using SocketBasics;

        sealed class C
        {
            private readonly List<ConnectResult> _all = [];
            private ConnectResult? _field;

            public ConnectResult? Property { get; set; }

            public async Task M(Endpoint remote, CancellationToken token)
            {
                await Task.Yield();
                {{statement}}
            }

            private static ValueTask<ConnectResult> DialAsync(Endpoint remote) => ClientSocket.ConnectAsync(remote);
            private static async Task<ConnectResult> DialTaskAsync(Endpoint remote) => await DialAsync(remote);
            private ConnectResult Dial(Endpoint remote) => DialTaskAsync(remote).Result;
            private static async Task<T> RetryAsync<T>(Func<Task<T>> action) => await action();
            private static T Log<T>(T value) => value;
            private static Task ShouldThrow(Func<Task> action) => action();
        }

        sealed class Inbox : Queue<ConnectResult>;

        static class Assert
        {
            public static async Task<T> ThrowsAsync<T>(Func<Task> action) { await action(); return default!; }
            public static void Throws(Action action) => action();
        }
        """;
}

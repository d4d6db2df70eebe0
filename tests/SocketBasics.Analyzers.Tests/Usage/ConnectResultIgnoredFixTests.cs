using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ConnectResultIgnoredAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ConnectResultIgnoredCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ConnectResultIgnoredFixTests
{
    private const string Target = "ClientSocket.ConnectAsync(remote)";

    [Theory]
    [InlineData($"await [|{Target}|];", $"(await {Target})")]
    [InlineData($"await [|{Target}|].ConfigureAwait(false);", $"(await {Target}.ConfigureAwait(false))")]
    [InlineData($"_ = await [|{Target}|];", $"(await {Target})")]
    [InlineData($"_ = (await [|{Target}|]);", $"(await {Target})")]
    [InlineData($"[|{Target}|];", $"(await {Target})")]
    [InlineData($"_ = [|{Target}|];", $"(await {Target})")]
    [InlineData($"[|{Target}|].AsTask();", $"(await {Target}.AsTask())")]
    [InlineData($"_ = [|{Target}|].ConfigureAwait(false);", $"(await {Target}.ConfigureAwait(false))")]
    [InlineData($"[|{Target}|].GetAwaiter().GetResult();", $"{Target}.GetAwaiter().GetResult()")]
    [InlineData($"_ = [|{Target}|].AsTask().Result;", $"{Target}.AsTask().Result")]
    [InlineData($"ConnectResult result = await [|{Target}|];", $"(await {Target})")]
    [InlineData($"var connecting = [|{Target}|];", $"(await {Target})")]
    [InlineData("[|Dial(remote)|];", "Dial(remote)")]
    public Task A_statement_becomes_a_declaration_of_the_connection(string statement, string value) =>
        Verify.VerifyCodeFixAsync(
            InMethod(statement), InMethod($"using Connection connection = {value}.GetConnectionOrThrow();"));

    [Fact]
    public Task Comments_and_line_breaks_are_kept() => Verify.VerifyCodeFixAsync(
        InMethod("""
            // Before.
                    await [|ClientSocket.ConnectAsync(
                        remote, // whom
                        options: null)|]; // After.

                    _ = /* why */ await [|DialAsync(remote)|];
                    // Last.
            """),
        InMethod("""
            // Before.
                    using Connection connection = (await ClientSocket.ConnectAsync(
                        remote, // whom
                        options: null)).GetConnectionOrThrow(); // After.

                    using Connection connection2 = /* why */ (await DialAsync(remote)).GetConnectionOrThrow();
                    // Last.
            """));

    [Fact]
    public Task A_name_in_use_is_avoided() => Verify.VerifyCodeFixAsync(
        InMethod("""
            await [|ClientSocket.ConnectAsync(remote)|];
                    if (remote == default) { int connection = 1; int connection2 = connection; }
            """),
        InMethod("""
            using Connection connection3 = (await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();
                    if (remote == default) { int connection = 1; int connection2 = connection; }
            """));

    [Fact]
    public Task A_statement_without_a_block_gets_one() => Verify.VerifyCodeFixAsync(
        InMethod("""
            if (remote != default)
                        await [|DialAsync(remote)|]; // After.
                    else
                        return;
            """),
        InMethod("""
            if (remote != default)
                    {
                        using Connection connection = (await DialAsync(remote)).GetConnectionOrThrow(); // After.
                    }
                    else
                        return;
            """));

    [Fact]
    public Task A_switch_section_gets_a_block() => Verify.VerifyCodeFixAsync(
        InMethod("""
            switch (remote.Port)
                    {
                        case 80:
                            await [|DialAsync(remote)|];
                            break;
                    }
            """),
        InMethod("""
            switch (remote.Port)
                    {
                        case 80:
                            {
                                using Connection connection = (await DialAsync(remote)).GetConnectionOrThrow();
                            }
                            break;
                    }
            """));

    [Fact]
    public Task Top_level_statements_are_fixed() => Verify.VerifyCodeFixAsync(
        """
        using SocketBasics;

        await [|ClientSocket.ConnectAsync("example.com", 443)|];
        _ = [|ClientSocket.ConnectAsync("example.com", 443)|];
        """,
        """
        using SocketBasics;

        using Connection connection = (await ClientSocket.ConnectAsync("example.com", 443)).GetConnectionOrThrow();
        using Connection connection2 = (await ClientSocket.ConnectAsync("example.com", 443)).GetConnectionOrThrow();
        """,
        new() { IsProgram = true });

    [Fact]
    public Task A_type_of_the_same_name_is_told_apart() => Verify.VerifyCodeFixAsync(
        """
        class Connection
        {
            static void M(SocketBasics.ConnectResult result)
            {
                [|Dial()|];
                SocketBasics.ConnectResult Dial() => result;
            }
        }
        """,
        """
        class Connection
        {
            static void M(SocketBasics.ConnectResult result)
            {
                using SocketBasics.Connection connection = Dial().GetConnectionOrThrow();
                SocketBasics.ConnectResult Dial() => result;
            }
        }
        """);

    [Theory]
    [InlineData("Func<Task> connect = async () => await [|ClientSocket.ConnectAsync(remote)|];")]
    [InlineData("for (; ; await [|ClientSocket.ConnectAsync(remote)|]) { }")]
    [InlineData("void M2() { _ = [|ClientSocket.ConnectAsync(remote)|]; } M2();")]
    [InlineData("lock (this) { _ = [|ClientSocket.ConnectAsync(remote)|]; }")]
    [InlineData("[|ClientSocket.ConnectAsync(remote)|].AsTask().Wait();")]
    [InlineData("this?[|.Dial(remote)|];")]
    [InlineData("[|MaybeDial(remote)|];")]
    [InlineData("await [|MaybeDialAsync(remote)|];")]
    [InlineData("ConnectResult? last = await [|ClientSocket.ConnectAsync(remote)|]; last = null;")]
    public Task No_fix_is_offered_where_a_declaration_cannot_stand(string statement) =>
        Verify.VerifyNoCodeFixAsync(InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task Fix_all_fixes_what_its_scope_names(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("""
            await ClientSocket.ConnectAsync(remote);
                    if (remote != default)
                        _ = await ClientSocket.ConnectAsync(remote);
                    await RetryAsync(async () =>
                    {
                        await ClientSocket.ConnectAsync(remote);
                        return await ClientSocket.ConnectAsync(remote);
                    });
            """),
        InMethod("""
            using Connection connection = (await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();
                    if (remote != default)
                    {
                        using Connection connection2 = (await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();
                    }
                    using Connection connection3 = (await RetryAsync(async () =>
                    {
                        using Connection connection4 = (await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();
                        return await ClientSocket.ConnectAsync(remote);
                    })).GetConnectionOrThrow();
            """));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync("""
        using SocketBasics;
        class C
        {
            async System.Threading.Tasks.Task M(C? c)
            {
                await ClientSocket.ConnectAsync("a", 1).ConfigureAwait(false);
                _ = (await c?.Dial(x => x.M()))!;
                var r = ClientSocket.ConnectAsync().AsTask().Result;
                Assert.Throws(() => ClientSocket.ConnectAsync("a"));
                r = await dial();
            }
        }
        """);

    private static string InMethod(string statement) => $$"""
        using System;
        using System.Threading.Tasks;
        using SocketBasics;

        public class C
        {
            public async Task M(Endpoint remote)
            {
                await Task.Yield();
                {{statement}}
            }

            private static ValueTask<ConnectResult> DialAsync(Endpoint remote) => ClientSocket.ConnectAsync(remote);
            private ConnectResult Dial(Endpoint remote) => MaybeDial(remote)!;
            private static ConnectResult? MaybeDial(Endpoint remote) => MaybeDialAsync(remote).Result;
            private static async Task<ConnectResult?> MaybeDialAsync(Endpoint remote) => await DialAsync(remote);
            private static async Task<T> RetryAsync<T>(Func<Task<T>> action) => await action();
        }
        """;
}

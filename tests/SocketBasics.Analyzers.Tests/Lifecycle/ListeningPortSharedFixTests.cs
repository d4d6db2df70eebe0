using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ListeningPortSharedAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ListeningPortSharedCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ListeningPortSharedFixTests
{
    [Theory]
    [InlineData("[|tcp.ExclusiveAddressUse = false|]; tcp.Start(); // why", "tcp.Start(); // why")]
    [InlineData(
        "maybe?[|.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)|]; tcp.Start();",
        "tcp.Start();")]
    public Task The_statement_is_removed(string before, string after) =>
        Verify.VerifyCodeFixAsync(ListeningSource.InMethod(before), ListeningSource.InMethod(after));

    [Theory]
    [InlineData("if (tcp != null) [|tcp.ExclusiveAddressUse = false|];")]
    [InlineData("Action set = () => [|tcp.ExclusiveAddressUse = false|];")]
    public Task What_is_no_statement_of_a_block_gets_no_fix(string statement) =>
        Verify.VerifyNoCodeFixAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        ListeningSource.InMethod("tcp.ExclusiveAddressUse = false; tcp.Start(); tcp.Server.ExclusiveAddressUse = false; tcp.Stop();"),
        ListeningSource.InMethod("tcp.Start(); tcp.Stop();"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(ListeningSource.OnLocal(
        "listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); tcp.ExclusiveAddressUse = false;"));
}

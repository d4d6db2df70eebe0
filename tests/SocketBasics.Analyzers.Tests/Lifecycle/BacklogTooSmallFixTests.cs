using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.BacklogTooSmallAnalyzer,
    SocketBasics.Analyzers.CodeFixes.BacklogTooSmallCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class BacklogTooSmallFixTests
{
    [Theory]
    [InlineData("[|connected.Listen(0)|]; // why", "connected.Listen(); // why")]
    [InlineData("maybe?[|.Start(backlog: 0)|];", "maybe?.Start();")]
    [InlineData("Action start = () => [|tcp.Server.Listen(0)|];", "Action start = () => tcp.Server.Listen();")]
    public Task The_argument_is_removed(string before, string after) =>
        Verify.VerifyCodeFixAsync(ListeningSource.InMethod(before), ListeningSource.InMethod(after));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        ListeningSource.InMethod("tcp.Start(0); connected.Listen(0);"),
        ListeningSource.InMethod("tcp.Start(); connected.Listen();"));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(ListeningSource.InMethod("tcp.Start(0); maybe?.Server.Listen(0);"));
}

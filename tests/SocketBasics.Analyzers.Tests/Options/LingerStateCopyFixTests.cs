using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.LingerStateCopyAnalyzer,
    SocketBasics.Analyzers.CodeFixes.LingerStateCopyCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class LingerStateCopyFixTests
{
    [Theory]
    [InlineData(
        "[|socket.LingerState!.Enabled|] = true; // why",
        "socket.LingerState = new System.Net.Sockets.LingerOption(true, socket.LingerState!.LingerTime); // why")]
    [InlineData(
        "[|socket.LingerState!.LingerTime|] = 2 + 3;",
        "socket.LingerState = new System.Net.Sockets.LingerOption(socket.LingerState!.Enabled, 2 + 3);")]
    public Task The_option_is_assigned_as_a_whole(string before, string after) =>
        Verify.VerifyCodeFixAsync(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("[|socket.LingerState!.LingerTime|]++;")]
    [InlineData("[|Find().LingerState!.Enabled|] = true;")]
    public Task What_would_be_evaluated_twice_or_has_no_value_gets_no_fix(string statement) =>
        Verify.VerifyNoCodeFixAsync(InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("socket.LingerState!.Enabled = true; socket.LingerState!.LingerTime = 5;"),
        InMethod("""
            socket.LingerState = new System.Net.Sockets.LingerOption(true, socket.LingerState!.LingerTime); socket.LingerState = new System.Net.Sockets.LingerOption(socket.LingerState!.Enabled, 5);
            """));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(InMethod("socket.LingerState!.Enabled = true;"));

    private static string InMethod(string statement) => $$"""
        using System.Net.Sockets;
        class C
        {
            static void M(Socket socket)
            {
                {{statement}}
            }

            static Socket Find() => throw null!;
        }
        """;
}

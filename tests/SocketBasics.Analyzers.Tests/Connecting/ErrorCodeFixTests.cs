using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ErrorCodeAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ErrorCodeCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ErrorCodeFixTests
{
    [Theory]
    [InlineData("if ([|e.ErrorCode|] == /* reset */ 10054) { } // why", "if (e.SocketErrorCode == /* reset */ SocketError.ConnectionReset) { } // why")]
    [InlineData("if ([|e.NativeErrorCode|] is 110 or 111) { }", "if (e.SocketErrorCode is SocketError.TimedOut or SocketError.ConnectionRefused) { }")]
    [InlineData("switch ([|e.ErrorCode|]) { case 10048: break; default: break; }", "switch (e.SocketErrorCode) { case SocketError.AddressAlreadyInUse: break; default: break; }")]
    [InlineData("if ([|e.ErrorCode|] == (int)SocketError.HostDown) { }", "if (e.SocketErrorCode == SocketError.HostDown) { }")]
    public Task Number_and_property_are_replaced(string before, string after) => Verify.VerifyCodeFixAsync(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("int code = [|e.ErrorCode|]; if (code == 10054) { }")]
    [InlineData("if ([|e.ErrorCode|] is 10054 or 5000) { }")]
    [InlineData("if ((SocketError)[|e.ErrorCode|] == SocketError.ConnectionReset) { }")]
    public Task What_has_other_uses_or_no_name_gets_no_fix(string statement) => Verify.VerifyNoCodeFixAsync(InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("if (e.ErrorCode == 10054 || e.ErrorCode == 10061) { }"),
        InMethod("if (e.SocketErrorCode == SocketError.ConnectionReset || e.SocketErrorCode == SocketError.ConnectionRefused) { }"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod("if (e.ErrorCode == 10054) { }"));

    private static string InMethod(string statement) => $$"""
        using System.Net.Sockets;
        class C
        {
            static void M(SocketException e)
            {
                {{statement}}
            }
        }
        """;
}

using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.AddressTextAnalyzer,
    SocketBasics.Analyzers.CodeFixes.AddressTextCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AddressTextFixTests
{
    [Theory]
    [InlineData("var a = /* here */ [|IPAddress.Parse(\"localhost\")|]; // why",
        "var a = /* here */ IPAddress.Loopback; // why")]
    [InlineData("var a = [|System.Net.IPAddress.Parse(\"LOCALHOST\")|];", "var a = Loopback;")]
    [InlineData("var e = new IPEndPoint([|IPAddress.Parse(\"localhost\")|], 80);",
        "var e = new IPEndPoint(IPAddress.Loopback, 80);")]
    [InlineData("var a = [|Parse(\"localhost\")|];", "var a = Loopback;")]
    [InlineData("string s = [|IPAddress.Parse(\"localhost\")|].ToString();",
        "string s = IPAddress.Loopback.ToString();")]
    public Task Loopback_is_used(string before, string after) =>
        Verify.VerifyCodeFixAsync(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("var a = [|IPAddress.Parse(\"example.com\")|];")]
    [InlineData("var a = [|IPAddress.Parse(\"\")|];")]
    [InlineData("var a = [|IPEndPoint.Parse(\"localhost:80\")|];")]
    public Task Other_texts_get_no_fix(string statement) => Verify.VerifyNoCodeFixAsync(InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("var a = IPAddress.Parse(\"localhost\"); var b = IPAddress.Parse(\"Localhost\");"),
        InMethod("var a = IPAddress.Loopback; var b = IPAddress.Loopback;"));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(InMethod("var a = Parse(\"localhost\");"));

    private static string InMethod(string statement) => $$"""
        using System.Net;
        using static System.Net.IPAddress;
        class C
        {
            static void M()
            {
                {{statement}}
            }
        }
        """;
}

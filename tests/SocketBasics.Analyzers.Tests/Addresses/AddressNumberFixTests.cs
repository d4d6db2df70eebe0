using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.AddressNumberAnalyzer,
    SocketBasics.Analyzers.CodeFixes.AddressNumberCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AddressNumberFixTests
{
    [Theory]
    [InlineData("_ = new IPAddress(/* home */ [|0xC0A80001|]); // why",
        "_ = new IPAddress(/* home */ new byte[] { 192, 168, 0, 1 }); // why")]
    [InlineData("IPAddress a = new([|3232235777|]);", "IPAddress a = new(new byte[] { 192, 168, 1, 1 });")]
    [InlineData("_ = new IPAddress(newAddress: [|0xC0A80001|]);", "_ = new IPAddress(new byte[] { 192, 168, 0, 1 });")]
    [InlineData("_ = new IPAddress([|Home|]);", "_ = new IPAddress(new byte[] { 192, 168, 0, 1 });")]
    [InlineData("_ = new IPAddress([|(long)0xC0A80001u|]);", "_ = new IPAddress(new byte[] { 192, 168, 0, 1 });")]
    [InlineData("_ = new IPEndPoint([|0x7F000001|], 80);",
        "_ = new IPEndPoint(new IPAddress(new byte[] { 127, 0, 0, 1 }), 80);")]
    [InlineData("IPEndPoint e = new(port: 80, address: [|0x7F000001|]);",
        "IPEndPoint e = new(port: 80, address: new IPAddress(new byte[] { 127, 0, 0, 1 }));")]
    public Task The_address_is_written_as_bytes(string before, string after) =>
        Verify.VerifyCodeFixAsync(AddressNumberTests.InMethod(before), AddressNumberTests.InMethod(after));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("_ = new IPAddress(0xC0A80001); _ = new IPEndPoint(0x0A000001, 80);"),
        InMethod("_ = new IPAddress(new byte[] { 192, 168, 0, 1 }); "
            + "_ = new IPEndPoint(new IPAddress(new byte[] { 10, 0, 0, 1 }), 80);"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        InMethod("_ = new IPAddress(0xC0A80001); _ = new IPEndPoint(0x0A000001, 80);"));

    private static string InMethod(string statements) => $$"""
        using System.Net;
        class C { static void M() { {{statements}} } }
        """;
}

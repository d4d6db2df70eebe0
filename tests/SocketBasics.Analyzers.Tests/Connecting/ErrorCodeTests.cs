using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ErrorCodeAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ErrorCodeTests
{
    [Theory]
    [InlineData("if ([|e.ErrorCode|] == 10054) { }")]
    [InlineData("if (10061 != [|e.ErrorCode|]) { }")]
    [InlineData("if ([|e.NativeErrorCode|] == 111) { }")]
    [InlineData("if ([|e.ErrorCode|] is 10060 or 10061) { }")]
    [InlineData("if ([|e.ErrorCode|] is not 98) { }")]
    [InlineData("switch ([|e.ErrorCode|]) { case 10048: break; case 10049: break; default: break; }")]
    [InlineData("string s = [|e.ErrorCode|] switch { 10054 => \"reset\", _ => \"\" };")]
    [InlineData("if (e is { [|ErrorCode|]: 10054 }) { }")]
    [InlineData("if ([|e.ErrorCode|] == WSAECONNRESET) { }")]
    [InlineData("if ([|e.ErrorCode|] == (int)SocketError.ConnectionReset) { }")]
    [InlineData("if ((SocketError)[|e.ErrorCode|] == SocketError.ConnectionReset) { }")]
    [InlineData("int code = [|e.ErrorCode|]; if (code == 10054) { }")]
    [InlineData("try { } catch (SocketException x) when ([|x.ErrorCode|] == 10004) { }")]
    [InlineData("System.Func<SocketException, bool> f = x => [|x.ErrorCode|] == 104;")]
    [InlineData("bool F(SocketException x) => [|x.NativeErrorCode|] == 32; F(e);")]
    [InlineData("SocketException? maybe = e; if (maybe?[|.ErrorCode|] == 10035) { }")]
    [InlineData("System.Exception o = e; if (o is SocketException s && [|s.ErrorCode|] == 10054) { }")]
    [InlineData("if ([|mine.ErrorCode|] == 10054) { }")]
    [InlineData("switch ([|e.ErrorCode|]) { case 10048 or 10049: break; case > 4: break; }")]
    public Task A_comparison_with_a_number_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("if (e.SocketErrorCode == SocketError.ConnectionReset) { }")]
    [InlineData("System.Console.WriteLine(e.ErrorCode);")]
    [InlineData("int code = e.ErrorCode; System.Console.WriteLine(code);")]
    [InlineData("throw new SocketException(10060);")]
    [InlineData("if (e.ErrorCode == other.ErrorCode) { }")]
    [InlineData("if (e.ErrorCode == 0) { }")]
    [InlineData("if (e.ErrorCode == 5000) { }")]
    [InlineData("if (e.ErrorCode > 10000) { }")]
    [InlineData("if (win32.NativeErrorCode == 10054) { }")]
    [InlineData("if (win32.ErrorCode == 5) { }")]
    [InlineData("if (e.HResult == 10054) { }")]
    [InlineData("if ((int)e.SocketErrorCode == 10054) { }")]
    [InlineData("if (new N.SocketException().ErrorCode == 10054) { }")]
    [InlineData("string s = $\"{e.ErrorCode}\";")]
    [InlineData("if (e.ErrorCode >= 10054) { }")]
    [InlineData("SocketException? maybe = e; int? code = maybe?.ErrorCode; if (code?.ToString().Length == 4) { }")]
    public Task Other_uses_are_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("if (e.ErrorCode == 10061 || e.ErrorCode == 111 || e.ErrorCode == 61) { }")]
    [InlineData("if (e.ErrorCode is 10004 or 89 or 125 or 995) { }")]
    [InlineData("int code = e.NativeErrorCode; if (code == 89 || code == 995 || code == 10004) { }")]
    [InlineData("switch (e.ErrorCode) { case 104: case 10054: break; }")]
    [InlineData("try { } catch (SocketException x) when (x.ErrorCode == 10061) { } "
        + "catch (SocketException x) when (x.ErrorCode == 111) { }")]
    public Task The_numbers_of_all_systems_side_by_side_are_not_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("if ([|e.ErrorCode|] == 10054 || [|e.ErrorCode|] == 10053) { }")]
    [InlineData("if ([|e.ErrorCode|] == 104 || [|e.ErrorCode|] == 103) { }")]
    [InlineData("if ([|e.ErrorCode|] == 10054 || e.ErrorCode == 995) { }")]
    [InlineData("if ([|e.ErrorCode|] == 10054 || win32.NativeErrorCode == 5) { }")]
    [InlineData("if ([|e.ErrorCode|] == 10054 || e.ErrorCode == 0) { }")]
    public Task Several_numbers_of_one_system_are_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("net10.0", DiagnosticSeverity.Warning)]
    [InlineData("net10.0-windows", DiagnosticSeverity.Info)]
    [InlineData("net48", DiagnosticSeverity.Info)]
    public async Task For_Windows_only_it_is_a_suggestion(string framework, DiagnosticSeverity severity) => Assert.Equal(
        [severity],
        await Verify.SeveritiesAsync(
            InMethod("if (e.ErrorCode == 10054) { }"),
            new ProjectSettings { Options = new Dictionary<string, string> { ["build_property.TargetFramework"] = framework } }));

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        try { await new TcpClient().ConnectAsync("h", 1).ConfigureAwait(false); }
        catch (SocketException e) when ([|e.ErrorCode|] == 10061) { }
        partial class C { SocketException _e = new(); }
        partial class C { bool Is => [|_e.ErrorCode|] == 10061; }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task The_message_names_both_numbers_and_the_error() => Assert.Equal(
        ["'ErrorCode' is another number on each system (10054 on Windows, 104 on Linux); compare SocketErrorCode with SocketError.ConnectionReset"],
        await Verify.MessagesAsync(InMethod("if (e.ErrorCode == 10054) { }")));

    private static string InMethod(string statement) => $$"""
        using System.Net.Sockets;
        namespace N { class SocketException { public int ErrorCode => 0; } }
        class Mine : SocketException;
        class C
        {
            private const int WSAECONNRESET = 10054;
            static void M(SocketException e, SocketException other, System.ComponentModel.Win32Exception win32, Mine mine)
            {
                {{statement}}
            }
        }
        """;
}

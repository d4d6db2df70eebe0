using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.AddressTextAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("example.com")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("127.0.0.1:80")]
    [InlineData("192.168.1.256")]
    [InlineData("999.1.1.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("http://127.0.0.1")]
    [InlineData("server-1")]
    [InlineData("GATE")]
    [InlineData("localhost:80")]
    [InlineData("example.com:443")]
    public Task A_text_that_is_no_address_is_flagged(string text) =>
        Verify.VerifyAnalyzerAsync(InMethod($"var a = [|IPAddress.Parse(\"{text}\")|];"));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.1")]
    [InlineData("127.1")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("fe80::1%25eth0")]
    [InlineData("::ffff:1.2.3.4")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("[::1]:80")]
    [InlineData("2130706433")]
    [InlineData("1.2.3")]
    [InlineData("192.168.001.010")]
    [InlineData("192.168.300.010")]
    [InlineData("gg::1")]
    [InlineData("server%1")]
    [InlineData("0x7g.0.0.1")]
    [InlineData("beef")]
    [InlineData("XBEEF")]
    [InlineData("xBeef")]
    [InlineData("1.2.300.a4")]
    [InlineData("1..2.300")]
    [InlineData("1.2.3.99999999999")]
    [InlineData("1.2.300.-4")]
    [InlineData("1.2.3.4.a")]
    [InlineData("1.2.3.4.")]
    [InlineData("1.2.3.4.-5")]
    [InlineData("1.2.70000")]
    public Task An_address_or_a_corner_case_is_not_flagged(string text) =>
        Verify.VerifyAnalyzerAsync(InMethod($"var a = IPAddress.Parse(\"{text}\");"));

    [Theory]
    [InlineData("const string Host = \"localhost\"; var a = [|IPAddress.Parse(Host)|];")]
    [InlineData("var e = new IPEndPoint([|IPAddress.Parse(\"localhost\")|], 80);")]
    [InlineData("var e = [|IPEndPoint.Parse(\"localhost:80\")|];")]
    [InlineData("System.Func<IPAddress> f = () => [|IPAddress.Parse(\"localhost\")|];")]
    [InlineData("IPAddress F() => [|IPAddress.Parse(\"localhost\")|]; F();")]
    [InlineData("var s = [|IPAddress.Parse(\"localhost\")|]?.ToString();")]
    public Task Every_shape_of_the_call_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("IPAddress.TryParse(\"localhost\", out _);")]
    [InlineData("var a = IPAddress.Parse(text);")]
    [InlineData("var e = IPEndPoint.Parse(\"127.0.0.1:80\");")]
    [InlineData("var e = IPEndPoint.Parse(\"[::1]:80\");")]
    [InlineData("var n = N.IPAddress.Parse(\"localhost\");")]
    [InlineData("var u = new System.Uri(\"http://localhost\");")]
    [InlineData("Assert.Throws(() => IPAddress.Parse(\"localhost\"));")]
    [InlineData("try { IPAddress.Parse(\"localhost\"); } catch (System.FormatException) { }")]
    public Task What_does_not_throw_or_is_meant_to_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task Top_level_statements_and_parts_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        await System.Threading.Tasks.Task.Delay(0).ConfigureAwait(false);
        var a = [|IPAddress.Parse("localhost")|];
        partial class C { const string H = "localhost"; }
        partial class C { IPAddress A = [|IPAddress.Parse(H)|]; }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task The_message_tells_what_to_use() => Assert.Equal(
        [
            "\"localhost\" is not an IP address, and Parse will throw; use IPAddress.Loopback",
            "\"h.example\" is not an IP address, and Parse will throw; look a name up with Dns.GetHostAddresses, or connect to it by name",
        ],
        await Verify.MessagesAsync(InMethod("IPAddress.Parse(\"localhost\"); IPAddress.Parse(\"h.example\");")));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(InMethod("IPAddress.Parse(\"localhost\");"));

    private static string InMethod(string statement) => $$"""
        using System.Net;
        namespace N { class IPAddress { public static IPAddress Parse(string s) => new(); } }
        static class Assert { public static void Throws(System.Func<object> f) { } }
        class C
        {
            static void M(string text)
            {
                {{statement}}
            }
        }
        """;
}

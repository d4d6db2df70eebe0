using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.AddressNumberAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AddressNumberTests
{
    [Theory]
    [InlineData("_ = new IPAddress([|0xC0A80001|]);")]
    [InlineData("_ = new IPAddress([|0x7F000001|]);")]
    [InlineData("_ = new IPAddress([|3232235777|]);")]
    [InlineData("_ = new IPAddress([|2130706433|]);")]
    [InlineData("_ = new IPAddress([|0x0A000001|]);")]
    [InlineData("_ = new IPAddress([|0xAC100001|]);")]
    [InlineData("_ = new IPAddress([|0xA9FE0001|]);")]
    [InlineData("_ = new IPAddress([|0xE0000001|]);")]
    [InlineData("_ = new IPAddress([|0xEFFF0001|]);")]
    [InlineData("_ = new IPAddress([|0x08080400|]);")]
    [InlineData("_ = new IPAddress([|0x080804F0|]);")]
    [InlineData("_ = new IPAddress([|(long)0xC0A80001u|]);")]
    [InlineData("_ = new IPAddress([|192L << 24 | 168 << 16 | 1|]);")]
    [InlineData("_ = new IPAddress([|Home|]);")]
    [InlineData("_ = new IPAddress(newAddress: [|0xC0A80001|]);")]
    [InlineData("IPAddress a = new([|0xC0A80001|]);")]
    [InlineData("_ = new IPEndPoint([|0xC0A80001|], 80);")]
    [InlineData("_ = new IPEndPoint(port: 80, address: [|0xC0A80001|]);")]
    [InlineData("long n = 0xC0A80001; _ = new IPAddress([|n|]);")]
    [InlineData("const uint N = 0xC0A80001; _ = new IPAddress([|N|]);")]
    [InlineData("Func<IPAddress> f = () => new IPAddress([|0xC0A80001|]);")]
    [InlineData("IPAddress F() => new IPAddress([|0xC0A80001|]); F();")]
    [InlineData("await Task.Run(() => new IPAddress([|0xC0A80001|])).ConfigureAwait(false);")]
    [InlineData("long n = 0xC0A80001; number = n; _ = new IPAddress([|n|]);")]
    [InlineData("long n = 0xC0A80001; Look(in n); _ = new IPAddress([|n|]); static void Look(in long value) { }")]
    [InlineData("long n = 0xC0A80001; long m = n; _ = new IPAddress([|n|]); number += m;")]
    public Task A_number_that_reads_better_backward_is_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("_ = new IPAddress(0x0100A8C0);")]
    [InlineData("_ = new IPAddress(0x0100007F);")]
    [InlineData("_ = new IPAddress(16777343);")]
    [InlineData("_ = new IPAddress(0);")]
    [InlineData("_ = new IPAddress(0xFFFFFFFF);")]
    [InlineData("_ = new IPAddress(0x08080808);")]
    [InlineData("_ = new IPAddress(0x7F00007F);")]
    [InlineData("_ = new IPAddress(0x0A01020A);")]
    [InlineData("_ = new IPAddress(0x2414188f);")]
    [InlineData("_ = new IPAddress(0x04040808);")]
    [InlineData("_ = new IPAddress(0x00FFFFFF);")]
    [InlineData("_ = new IPAddress(0x000000E0);")]
    [InlineData("_ = new IPAddress(0xFE00A9F0);")]
    [InlineData("_ = new IPAddress(0x1FFFFFFFF);")]
    [InlineData("_ = new IPAddress(-1);")]
    [InlineData("_ = new IPAddress(number);")]
    [InlineData("long n = 0xC0A80001; n = number; _ = new IPAddress(n);")]
    [InlineData("_ = new IPAddress((uint)IPAddress.HostToNetworkOrder(0x7F000001));")]
    [InlineData("_ = new IPAddress(BitConverter.ToUInt32(new byte[] { 192, 168, 0, 1 }, 0));")]
    [InlineData("_ = new IPAddress(new byte[] { 192, 168, 0, 1 });")]
    [InlineData("_ = new IPEndPoint(IPAddress.Loopback, 0x0A01);")]
    [InlineData("_ = new IPEndPoint(0x0100007F, 80);")]
    [InlineData("_ = new Own(0xC0A80001);")]
    [InlineData("Assert.Equal(new IPAddress(0xC0A80001));")]
    [InlineData("long n = 0xC0A80001; n++; _ = new IPAddress(n);")]
    [InlineData("long n = 0xC0A80001; (n, _) = (number, 1); _ = new IPAddress(n);")]
    [InlineData("long n = 0xC0A80001; ref long r = ref n; r = number; _ = new IPAddress(n);")]
    [InlineData("long n = 0xC0A80001; long.TryParse(\"1\", out n); _ = new IPAddress(n);")]
    public Task Any_other_number_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task A_number_whose_address_is_taken_may_change() => Verify.VerifyAnalyzerAsync(
        InMethod("long n = 0xC0A80001; unsafe { long* p = &n; *p = number; } _ = new IPAddress(n);"),
        new ProjectSettings { IsUnsafe = true });

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        "System.Console.WriteLine(new System.Net.IPAddress([|0xC0A80001|]));",
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class IPAddress(long number) { public override string ToString() => $"{number}"; }
        class C { static object M() => new IPAddress(0xC0A80001); }
        """);

    [Fact]
    public async Task The_message_names_both_addresses() => Assert.Equal(
        ["0xC0A80001 is read in network byte order and means 1.0.168.192, not 192.168.0.1"],
        await Verify.MessagesAsync(InMethod("_ = new IPAddress(3232235521);")));

    internal static string InMethod(string statement) => $$"""
        using System;
        using System.Net;
        using System.Threading.Tasks;
        static class Assert { public static void Equal(object o) { } }
        class Own(long number) { public override string ToString() => $"{number}"; }
        partial class C { private const long Home = 0xC0A80001; }
        partial class C
        {
            static async Task M(long number)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}

using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.FirstAddressAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class FirstAddressTests
{
    [Theory]
    [InlineData("s.Connect([|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("s.Connect([|Dns.GetHostEntry(host).AddressList[0]|], 80);")]
    [InlineData("s.Connect([|Dns.GetHostAddresses(host).First()|], 80);")]
    [InlineData("s.Connect([|Dns.GetHostAddresses(host).FirstOrDefault()|]!, 80);")]
    [InlineData("s.Connect([|Enumerable.First(Dns.GetHostAddresses(host))|], 80);")]
    [InlineData("s?.Connect([|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("s.Connect([|Dns.GetHostByName(host).AddressList[0]|], 80);")]
    [InlineData("s.Connect([|Dns.Resolve(host).AddressList[0]|], 80);")]
    [InlineData("s.Connect((IPAddress)[|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("var a = [|Dns.GetHostAddresses(host)[0]|]; if (a.IsIPv6LinkLocal == true) return; s.Connect(a, 80);")]
    [InlineData("s.BeginConnect([|Dns.GetHostAddresses(host)[0]|], 80, null, null);")]
    [InlineData("await s.ConnectAsync([|(await Dns.GetHostAddressesAsync(host))[0]|], 80).ConfigureAwait(false);")]
    [InlineData("await s.ConnectAsync([|(await "
        + "Dns.GetHostEntryAsync(host).ConfigureAwait(false)).AddressList[0]|], 80);")]
    [InlineData("s.Connect([|Dns.GetHostAddressesAsync(host).Result[0]|], 80);")]
    [InlineData("var e = Dns.GetHostEntry(host); var a = [|e.AddressList[0]|]; var p = new IPEndPoint(a, 80);")]
    [InlineData("var e = Dns.GetHostEntry(host); var l = e.AddressList; s.Connect([|l[0]|], 80);")]
    [InlineData("var e = Dns.GetHostEntry(Dns.GetHostName()); var a = [|e.AddressList[0]|]; "
        + "var p = new IPEndPoint(a, 80); "
        + "var n = new Socket(a.AddressFamily, SocketType.Stream, ProtocolType.Tcp); Console.WriteLine(e.HostName);")]
    [InlineData("var l = Dns.GetHostAddresses(host); if (l.Length == 0) return; s.Connect([|l[0]|], 80);")]
    [InlineData("var l = await Dns.GetHostAddressesAsync(host); if (l is null || l.Length == 0) return; "
        + "s.Connect([|l[0]|], 80);")]
    [InlineData("_ = new TcpListener([|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("IPAddress a; a = [|Dns.GetHostAddresses(host)[0]|]; s.Connect(a, 80);")]
    [InlineData("if (!IPAddress.TryParse(host, out var a)) a = [|Dns.GetHostAddresses(host)[0]|]; s.Connect(a, 80);")]
    [InlineData("s.Connect(IPAddress.TryParse(host, out var a) ? a : [|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("s.Connect([|Dns.GetHostAddresses(host).FirstOrDefault()|] ?? IPAddress.Loopback, 80);")]
    [InlineData("s.Connect([|Dns.GetHostAddresses(\"localhost\")[0]|], 80);")]
    [InlineData("Endpoint e = Endpoint.IP([|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("Func<EndPoint> f = () => new IPEndPoint([|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("EndPoint F() => new IPEndPoint([|Dns.GetHostAddresses(host)[0]|], 80); F();")]
    public Task The_first_address_is_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("s.Connect(host, 80);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(host), 80);")]
    [InlineData("Console.WriteLine(Dns.GetHostAddresses(host)[0]);")]
    [InlineData("var a = Dns.GetHostAddresses(host)[0]; Console.WriteLine(a);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(host)[1], 80);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(host)[index], 80);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(host).First(a => a.AddressFamily == AddressFamily.InterNetwork), 80);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(host).Where(a => a.AddressFamily == "
        + "AddressFamily.InterNetwork).First(), 80);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(host, AddressFamily.InterNetwork)[0], 80);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(\"127.0.0.1\")[0], 80);")]
    [InlineData("s.Connect(Dns.GetHostEntry(IPAddress.Loopback).AddressList[0], 80);")]
    [InlineData("var a = Dns.GetHostAddresses(host)[0]; if (a.AddressFamily != AddressFamily.InterNetwork) return; "
        + "s.Connect(a, 80);")]
    [InlineData("var a = Dns.GetHostAddresses(host)[0]; "
        + "if (a.AddressFamily is AddressFamily.InterNetwork) s.Connect(a, 80);")]
    [InlineData("var l = Dns.GetHostAddresses(host); for (int i = 0; i < l.Length; i++) s.Connect(l[i], 80); "
        + "s.Connect(l[0], 80);")]
    [InlineData("var l = Dns.GetHostAddresses(host); Use(l); s.Connect(l[0], 80);")]
    [InlineData("var l = Dns.GetHostAddresses(host); foreach (var a in l) Console.WriteLine(a); s.Connect(l[0], 80);")]
    [InlineData("var e = Dns.GetHostEntry(host); "
        + "foreach (var a in e.AddressList) { } s.Connect(e.AddressList[0], 80);")]
    [InlineData("var l = Dns.GetHostAddresses(host); l = given; s.Connect(l[0], 80);")]
    [InlineData("s.Connect(given[0], 80);")]
    [InlineData("s.Connect(given.First(), 80);")]
    [InlineData("s.Connect(Own.First(Dns.GetHostAddresses(host)), 80);")]
    [InlineData("Assert.Throws(() => s.Connect(Dns.GetHostAddresses(host)[0], 80));")]
    [InlineData("Use(Dns.GetHostAddresses(host)[0]);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(host).Last(), 80);")]
    [InlineData("s.Connect((Wrapped)Dns.GetHostAddresses(host)[0], 80);")]
    [InlineData("var a = Dns.GetHostAddresses(host)[0]; switch (a.AddressFamily) { case AddressFamily.InterNetwork: break; } s.Connect(a, 80);")]
    [InlineData("var a = Dns.GetHostAddresses(host)[0]; var p = a.AddressFamily switch { AddressFamily.InterNetwork => 80, _ => 81 }; s.Connect(a, p);")]
    [InlineData("bool isLocal = IPAddress.IsLoopback(Dns.GetHostAddresses(host)[0]);")]
    [InlineData("s.BeginConnect(host, 80, null, Dns.GetHostAddresses(host)[0]);")]
    [InlineData("var group = new MulticastOption(Dns.GetHostAddresses(host)[0]);")]
    public Task Any_other_is_not_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        var endpoint = new IPEndPoint([|Dns.GetHostEntry("example.com").AddressList[0]|], 80);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        static class Own { public static class Dns { public static IPAddress[] GetHostAddresses(string host) => []; } }
        class C { static EndPoint M(string host) => new IPEndPoint(Own.Dns.GetHostAddresses(host)[0], 80); }
        """);

    [Fact]
    public async Task The_message_names_the_address() => Assert.Equal(
        [
            "'Dns.GetHostAddresses(host)[0]' is one of several addresses that the name may have, in no certain "
                + "order; try "
                + "each of them, or connect by name",
        ],
        await Verify.MessagesAsync(InMethod("s.Connect(Dns.GetHostAddresses(host)[0], 80);")));

    internal static string InMethod(string statements) => $$"""
        using System;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using SocketBasics;
        static class Assert { public static void Throws(Action action) { } }
        static class Own { public static IPAddress First(IPAddress[] all) => all[^1]; }
        struct Wrapped
        {
            public static implicit operator Wrapped(IPAddress address) => default;
            public static implicit operator IPAddress(Wrapped value) => IPAddress.Loopback;
        }
        partial class C
        {
            static void Use(object o) { }
            static async Task M(Socket s, TcpClient c, string host, IPAddress[] given, int index)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """;
}

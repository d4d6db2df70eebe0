using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.ListeningPortSharedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ListeningPortSharedTests
{
    private const string Reuse = "SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)";

    [Theory]
    [InlineData("[|tcp.Server." + Reuse + "|];")]
    [InlineData("maybe?[|.Server." + Reuse + "|];")]
    [InlineData("[|tcp.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1)|];")]
    [InlineData("[|tcp.Server.ExclusiveAddressUse = false|];")]
    [InlineData("[|tcp.ExclusiveAddressUse = false|];")]
    [InlineData("var l = new TcpListener(endpoint) { [|ExclusiveAddressUse = false|] };")]
    [InlineData("Action set = () => [|tcp.Server." + Reuse + "|];")]
    [InlineData("if (tcp != null) { [|tcp.ExclusiveAddressUse = false|]; }")]
    [InlineData("if (null != tcp) { [|tcp.ExclusiveAddressUse = false|]; }")]
    [InlineData("if (tcp is not null) { [|tcp.ExclusiveAddressUse = false|]; }")]
    [InlineData("if ([|tcp.ExclusiveAddressUse = false|]) { }")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s." + Reuse + "|]; s.Bind(endpoint); s.Listen();")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ExclusiveAddressUse = false|]; s.Listen(10); var p = await s.AcceptAsync();")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s." + Reuse + "|]; Use(s); s.Listen(); var same = s;")]
    public Task A_listener_that_shares_its_port_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statements));

    [Theory]
    [InlineData("tcp.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false);")]
    [InlineData("tcp.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 0);")]
    [InlineData("tcp.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);")]
    [InlineData("tcp.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, bytes.Length > 0);")]
    [InlineData("tcp.ExclusiveAddressUse = true;")]
    [InlineData("tcp.ExclusiveAddressUse = bytes.Length > 0;")]
    [InlineData("tcp.Server.Blocking = false;")]
    [InlineData("if (bytes.Equals(null)) { tcp.ExclusiveAddressUse = false; }")]
    [InlineData("if (bytes.Length == endpoint.Port) { tcp.ExclusiveAddressUse = false; }")]
    [InlineData("if (0 < bytes.Length) { tcp.ExclusiveAddressUse = false; }")]
    [InlineData("_ = bytes.Length switch { 0 => tcp.ExclusiveAddressUse = false, _ => true };")]
    [InlineData("var s = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.IP); s." + Reuse + "; Use(s);")]
    [InlineData("bool reuse = bytes.Length > 0; if (reuse) tcp.Server." + Reuse + ";")]
    [InlineData("if (bytes.Length > 0) { tcp.ExclusiveAddressUse = false; }")]
    [InlineData("switch (bytes.Length) { case 1: tcp.ExclusiveAddressUse = false; break; }")]
    [InlineData("connected." + Reuse + ";")]
    [InlineData("client.Client." + Reuse + "; client.ExclusiveAddressUse = false;")]
    [InlineData("var u = new UdpClient(); u.Client." + Reuse + "; u.ExclusiveAddressUse = false;")]
    [InlineData("var u = new Socket(SocketType.Dgram, ProtocolType.Udp); u." + Reuse + "; u.Bind(endpoint);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s." + Reuse + "; s.Bind(endpoint); s.Connect(endpoint);")]
    [InlineData("var s = new Socket(SocketType.Dgram, ProtocolType.Udp); s." + Reuse + "; Use(s);")]
    [InlineData("var s = new Socket(bytes.Length > 0 ? SocketType.Stream : SocketType.Dgram, ProtocolType.IP); s." + Reuse + "; Use(s);")]
    [InlineData("Socket s = connected; s." + Reuse + "; Use(s);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s." + Reuse + "; if (s.IsBound) s.Listen(); else s.Connect(endpoint);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s." + Reuse + "; Use(s); s.Connect(endpoint);")]
    [InlineData("var s = new Socket(SocketType.Dgram, ProtocolType.Udp); s." + Reuse + "; Use(s); s.Listen();")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s." + Reuse + "; s = connected; s.Listen();")]
    [InlineData("Socket s = Made(); s." + Reuse + "; s.Listen(); static Socket Made() => new(SocketType.Stream, ProtocolType.Tcp);")]
    public Task What_is_chosen_or_does_not_listen_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statements));

    [Theory]
    [InlineData("!OperatingSystem.IsWindows()")]
    [InlineData("System.Runtime.InteropServices.RuntimeInformation.IsOSPlatform(System.Runtime.InteropServices.OSPlatform.Linux)")]
    public async Task By_the_operating_system_it_is_a_suggestion(string condition)
    {
        string source = ListeningSource.InMethod($"if ({condition}) [|tcp.ExclusiveAddressUse = false|];");
        await Verify.VerifyAnalyzerAsync(source);
        Assert.Equal([DiagnosticSeverity.Info], await Verify.SeveritiesAsync(Markup.Parse(source).Source));
    }

    [Theory]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s." + Reuse + "|]; s.Bind(endpoint); Use(s);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.IP); [|s.ExclusiveAddressUse = false|]; Give(s); static void Give(object socket) { }")]
    public async Task Of_a_socket_that_somebody_else_will_use_it_is_a_suggestion(string statements)
    {
        string source = ListeningSource.InMethod(statements);
        await Verify.VerifyAnalyzerAsync(source);
        Assert.Equal([DiagnosticSeverity.Info], await Verify.SeveritiesAsync(Markup.Parse(source).Source));
    }

    [Theory]
    [InlineData("var s = new Kind(SocketType.Stream); s." + Reuse + "; Use(s);")]
    [InlineData("var s = (Hiding)new Socket(SocketType.Stream, ProtocolType.Tcp); s.ExclusiveAddressUse = false; s.Listen();")]
    [InlineData("Assert.Throws(() => tcp.Server." + Reuse + ");")]
    public Task Sockets_of_ones_own_and_what_a_test_expects_to_fail_are_not_flagged(string statements) => Verify.VerifyAnalyzerAsync(
        ListeningSource.InMethod(statements) + """
            sealed class Kind(SocketType type) : Socket(type, ProtocolType.Tcp);
            sealed class Hiding() : Socket(SocketType.Stream, ProtocolType.Tcp) { public new bool ExclusiveAddressUse { get; set; } }
            static class Assert { public static void Throws(Action action) { } }
            """);

    [Fact]
    public Task An_option_allows_it() => Verify.VerifyAnalyzerAsync(
        ListeningSource.InMethod("tcp.ExclusiveAddressUse = false;"),
        new ProjectSettings { Options = new Dictionary<string, string> { ["socketbasics.SB1105.allow"] = "true" } });

    [Fact]
    public Task A_private_field_is_looked_at_in_all_of_its_class() => Verify.VerifyAnalyzerAsync(ListeningSource.InClass(
        "public C() { _listener = new Socket(SocketType.Stream, ProtocolType.Tcp); [|_listener." + Reuse + "|]; }"));

    [Fact]
    public Task A_private_field_that_somebody_else_will_use_is_not_flagged() => Verify.VerifyAnalyzerAsync(ListeningSource.InClass(
        "private readonly Socket _made = new(SocketType.Stream, ProtocolType.Tcp); "
        + "public void Share() { _made." + Reuse + "; Own.Keep(_made); }"));

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var tcp = new TcpListener(IPAddress.Loopback, 0);
        [|tcp.ExclusiveAddressUse = false|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class TcpListener { public bool ExclusiveAddressUse { get; set; } }
        class C { static void M(TcpListener tcp) => tcp.ExclusiveAddressUse = false; }
        """);

    [Fact]
    public async Task The_message_names_the_option() => Assert.Equal(
        [
            "'ExclusiveAddressUse = false' lets another process share this port (SO_REUSEPORT on Unix, hijacking on Windows); "
                + ".NET already handles TIME-WAIT",
        ],
        await Verify.MessagesAsync(ListeningSource.InMethod("tcp.ExclusiveAddressUse = false;")));
}

using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Bound = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.ClientBoundAnalyzer>;
using Taken = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.TcpClientBoundToRemoteAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>
/// Shapes of clients that are bound, found by searches in public code, and what looks like them.
/// A comment tells how many places have the shape when there are several.
/// </summary>
public sealed class ClientsFoundInPublicCodeTests
{
    public static TheoryData<string> TakenForConnect =>
    [
        // 3 places: a field that is written to or read from, and never connected.
        "TcpClient? c; IPEndPoint? ep; void Set(string a, int p) => ep = new(IPAddress.Parse(a), p); void Go() { c = [|new TcpClient(ep!)|]; while (true) { using var s = c.GetStream(); } }",
        "TcpClient c; IPAddress target; C(IPAddress to) { target = to; c = [|new TcpClient(new IPEndPoint(target, 4000))|]; } void Go() => c.GetStream().Write([]);",
        "void Go(string a, int p) { var ep = new IPEndPoint(IPAddress.Parse(a), p); TcpClient c = [|new TcpClient(ep)|]; var s = c.GetStream(); }",
        "void Go() { var ep = new IPEndPoint(Dns.GetHostEntry(Dns.GetHostName()).AddressList[0], 0); var c = [|new TcpClient(ep)|]; c.GetStream(); }",
        "Task Relay(Socket other, IPEndPoint remoteEndPoint) { var c = [|new TcpClient(remoteEndPoint)|]; return Task.Run(() => { while (c.Connected) c.GetStream().WriteByte(1); }); }",
        "static C Open(IPEndPoint remoteEP) => new C([|new TcpClient(remoteEP)|], true); C(TcpClient c, bool owns) { }",

        // Created with the endpoint at the first attempt, connected to it at the second.
        "TcpClient? c; void Dial(IPEndPoint ep) { if (c == null) { c = [|new TcpClient(ep)|]; c.NoDelay = true; } else c.Connect(ep); }",
        "TcpClient? c; void Dial(IPEndPoint ServerEnd) { c = [|new TcpClient(ServerEnd)|]; Start(); c.Connect(ServerEnd.Address, ServerEnd.Port); } void Start() { }",
        "void Go() { var ep = new IPEndPoint(IPAddress.Loopback, 5001); var c = [|new TcpClient(ep)|]; c.Connect(ep); ep = new IPEndPoint(IPAddress.Any, 5000); new TcpListener(ep).Start(); }",
        "void Go(IPAddress a, int p) { TcpClient? c = null; IPEndPoint? ep = null; try { ep = new IPEndPoint(a, p); c = [|new TcpClient(ep)|]; c.Connect(ep); } catch { } }",

        // 2 places: bound and connected to the same.
        "TcpClient? c; void Open(string a, int p) { var ep = new IPEndPoint(IPAddress.Parse(a), p); c = [|new TcpClient(ep)|]; c.Connect(ep); }",
        "void Open(IPEndPoint ep) { TcpClient c; lock (this) { c = [|new TcpClient(ep)|]; c.Connect(ep); } }",
        "void Go() { var ep = new IPEndPoint(IPAddress.Loopback, 34563); var c = [|new TcpClient(ep)|]; c.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); c.Connect(ep); }",
    ];

    public static TheoryData<string> LikelyTakenForConnect =>
    [
        "void Connect(IPEndPoint ep) => Connect([|new TcpClient(ep)|]); void Connect(TcpClient c) { }", // 2 places
        "TcpClient Create(IPAddress a, int p, out EndPoint made) { var ep = new IPEndPoint(a, p); made = ep; return [|new TcpClient(ep)|]; }",
        "public TcpClient Client { get; private set; } C(TcpClient c) => Client = c; C(IPEndPoint ep) => Client = [|new TcpClient(ep)|];", // 2 places
        "public TcpClient Own { get; } = [|new(new IPEndPoint(IPAddress.Parse(\"192.0.2.1\"), 80))|];",
        "public TcpClient Own = [|new(new IPEndPoint(IPAddress.Parse(\"192.0.2.1\"), 80))|];",
        "public TcpClient? c; bool Send(IPEndPoint ep) { c = [|new TcpClient(ep)|]; return c.GetStream().CanWrite; }",
        "TcpClient c; C(string a, int p) => c = new TcpClient(a, p); C(IPEndPoint ep) => c = [|new TcpClient(ep)|]; Stream S => c.GetStream();",
        "TcpClient c; C(string a, int p) { var ep = new IPEndPoint(IPAddress.Parse(a), p); c = [|new TcpClient(ep)|]; } C(TcpClient worker) => c = worker;",
        "TcpClient? c; void Join(IPAddress a) { var ep = new IPEndPoint(a, 6012); c = [|new TcpClient(ep)|]; Task.Factory.StartNew(Run); } void Host(TcpListener l) => c = l.AcceptTcpClient(); void Run() => c!.GetStream();",
    ];

    public static TheoryData<string> BoundNeedlessly =>
    [
        "async Task Go() { var a = IPAddress.Parse(\"127.0.0.1\"); var ep = new IPEndPoint(a, 12347); var c = [|new TcpClient(ep)|]; await c.ConnectAsync(a, 12345); }",
        "TcpClient? c; int Open(IPAddress a, int p) { var ep = new IPEndPoint(IPAddress.Parse(\"127.0.0.1\"), 4998); c = [|new TcpClient(ep)|]; try { c.Connect(a, p); return 0; } catch { return -1; } }",
        "void Go() { var ep = new IPEndPoint(IPAddress.Loopback, 5001); var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.Bind(ep)|]; s.Connect(ep); ep = new IPEndPoint(IPAddress.Any, 5000); }",
        "async Task Go(string a, int p) { var c = [|new TcpClient(new IPEndPoint(IPAddress.Parse(\"0.0.0.0\"), 0))|]; await c.ConnectAsync(a, p); }",
        "void Go() { var ep = new IPEndPoint(IPAddress.Parse(\"127.0.0.1\"), 0); var c = [|new TcpClient(ep)|]; c.Connect(new IPEndPoint(IPAddress.Loopback, 10000)); }",
        "readonly TcpClient c; C() { var ep = new IPEndPoint(IPAddress.Any, 0); c = [|new TcpClient(ep)|]; } Task Go(IPEndPoint r) => c.ConnectAsync(r);",
    ];

    [Theory]
    [MemberData(nameof(TakenForConnect))]
    public async Task A_constructor_that_is_taken_for_a_connect_is_a_warning(string members)
    {
        await Taken.VerifyAnalyzerAsync(InClass(members));
        Assert.Equal([DiagnosticSeverity.Warning], await Taken.SeveritiesAsync(InClass(Markup.Parse(members).Source)));
    }

    [Theory]
    [MemberData(nameof(LikelyTakenForConnect))]
    public async Task A_constructor_that_is_likely_taken_for_a_connect_is_a_suggestion(string members)
    {
        await Taken.VerifyAnalyzerAsync(InClass(members));
        Assert.Equal([DiagnosticSeverity.Info], await Taken.SeveritiesAsync(InClass(Markup.Parse(members).Source)));
    }

    [Theory]
    [MemberData(nameof(BoundNeedlessly))]
    public Task A_client_that_is_bound_needlessly_is_flagged(string members) => Bound.VerifyAnalyzerAsync(InClass(members));

    [Theory]
    [InlineData("void Go() { var c = new TcpClient(new IPEndPoint(IPAddress.Any, 23)); c.Connect(\"192.0.2.1\", 80); }")]
    [InlineData("int port = 10000; void Go() { var c = new TcpClient(new IPEndPoint(IPAddress.Any, port)); c.Connect(\"192.0.2.1\", 80); }")]
    [InlineData("static IPEndPoint ep = new(IPAddress.Loopback, 7777); void Go() { var c = new TcpClient(ep); c.Connect(\"192.0.2.1\", 80); }")]
    [InlineData("TcpClient c; int p; C(int port) { p = port; c = new TcpClient(new IPEndPoint(IPAddress.Loopback, p)); } void Go(IPAddress a) => c.Connect(a, p);")]
    public Task A_port_that_is_privileged_or_may_change_is_missed(string members) => VerifySilentAsync(members);

    [Theory]
    [InlineData("void Go(string own, IPEndPoint r) { var ep = new IPEndPoint(IPAddress.Parse(own), 0); var c = new TcpClient(ep); c.Connect(r); c.GetStream(); }")]
    [InlineData("TcpClient? c; string? own; void Go(string a, int p) { if (own != null) { var ep = new IPEndPoint(IPAddress.Parse(own), 0); c = new TcpClient(ep); c.Connect(a, p); } else { c = new TcpClient(); c.Connect(a, p); } }")]
    [InlineData("void Go(string[] args) { var localEndPoint = new IPEndPoint(IPAddress.Any, int.Parse(args[1])); var c = new TcpClient(localEndPoint); c.Connect(args[0], 5000); }")]
    [InlineData("TcpClient Make() { for (int i = 6000; i < 6010; i++) { try { var local = new IPEndPoint(IPAddress.Any, i); return new TcpClient(local); } catch (SocketException) { } } throw new IOException(); }")]
    [InlineData("Func<TcpClient> From(IPEndPoint localEndPoint) => () => new TcpClient(localEndPoint);")]
    [InlineData("IPEndPoint? LocalEndPoint { get; set; } TcpClient Make() => LocalEndPoint is null ? new TcpClient() : new TcpClient(LocalEndPoint);")]
    [InlineData("TcpClient Own { get; } = new(new IPEndPoint(IPAddress.Parse(\"192.0.2.1\"), 80)); void Go(IPEndPoint r) => Own.Connect(r);")]
    [InlineData("TcpClient? Own { get; set; } void Go(IPEndPoint ep, IPEndPoint r) { Own = new TcpClient(ep); Own.Connect(r); }")]
    [InlineData("TcpClient Make(IPEndPoint? source) => source == null ? new TcpClient() : new TcpClient(source);")]
    [InlineData("TcpClient c; C(IPEndPoint ipe) => c = new TcpClient(ipe); void Connect(IPEndPoint r) => c.Connect(r); Stream S => c.GetStream();")]
    [InlineData("TcpClient c; C(IPEndPoint ep) => c = new TcpClient(ep); Task Connect(string host) => c.ConnectAsync(host, 80);")]
    [InlineData("void Go(IPEndPoint ep, IPEndPoint r) { var c = new TcpClient(ep); c.Connect(r.Address, r.Port); c.GetStream(); }")]
    [InlineData("void Go(IPEndPoint ep, IPEndPoint r) { var c = new TcpClient(ep); c.Connect(ep.Address, r.Port); c.GetStream(); }")]
    [InlineData("void Go(IPEndPoint ep) { var c = new TcpClient(ep); c.Connect(ep.Address, ep.Port + 1); c.GetStream(); }")]
    [InlineData("void Go(IPEndPoint a, IPEndPoint b) { IPEndPoint ep = a; var c = new TcpClient(ep); ep = b; c.Connect(ep); c.GetStream(); }")]
    [InlineData("void Go(IPEndPoint a, IPEndPoint b) { IPEndPoint? ep = null; ep = a; var c = new TcpClient(ep); if (c.Connected) return; ep = b; c.Connect(ep); }")]
    [InlineData("void Go(IPEndPoint[] all) { var ep = all[0]; var c = new TcpClient(ep); foreach (var next in all) { ep = next; c.Connect(ep); } }")]
    [InlineData("void Go(IPEndPoint a, IPEndPoint b) { var ep = a; var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(ep); ep = b; s.Connect(ep); }")]
    [InlineData("void Punch(IPEndPoint peer) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); s.Bind(new IPEndPoint(IPAddress.Any, 4001)); s.Connect(peer); }")]
    [InlineData("void Punch(IPEndPoint peer) { var c = new TcpClient(new IPEndPoint(IPAddress.Any, 4001)) { ExclusiveAddressUse = false }; c.Client.ExclusiveAddressUse = false; c.Connect(peer); }")]
    [InlineData("void Go(IPAddress adapter, EndPoint r) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(adapter, 0)); s.Connect(r); }")]
    [InlineData("void Rcmd(EndPoint r) { for (int p = 1023; p > 511; p--) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Any, p)); s.Connect(r); } }")]
    [InlineData("void Udp(EndPoint r) { var u = new UdpClient(new IPEndPoint(IPAddress.Any, 6000)); u.Client.Connect(r); u.Client.Bind(new IPEndPoint(IPAddress.Any, 6000)); }")]
    [InlineData("void Serve() { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Any, 6000)); s.Listen(5); var c = s.Accept(); c.Send([1]); }")]
    [InlineData("void Go(string a, int p) { var c = new TcpClient(new IPEndPoint(IPAddress.Parse(a), p).AddressFamily); c.Connect(a, p); }")]
    [InlineData("void Go(Own.TcpClient c, IPEndPoint serverEndPoint) { c = new Own.TcpClient(serverEndPoint); c.GetStream(); }")]
    public Task A_client_that_is_bound_on_purpose_is_not_flagged(string members) => VerifySilentAsync(members);

    private static async Task VerifySilentAsync(string members)
    {
        await Bound.VerifyAnalyzerAsync(InClass(members));
        await Taken.VerifyAnalyzerAsync(InClass(members));
    }

    private static string InClass(string members) => $$"""
        #pragma warning disable CS8618, CS0649
        using System;
        using System.IO;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        namespace Own { public class TcpClient(IPEndPoint to) { public object GetStream() => to; } }
        class C
        {
            {{members}}
        }
        """;
}

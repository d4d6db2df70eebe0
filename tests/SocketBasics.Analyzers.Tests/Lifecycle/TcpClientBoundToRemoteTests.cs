using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.TcpClientBoundToRemoteAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class TcpClientBoundToRemoteTests
{
    public static TheoryData<string> Certain =>
    [
        // Bound and connected to the same.
        "var c = [|new TcpClient(ep)|]; c.Connect(ep);",
        "TcpClient c = [|new(ep)|]; await c.ConnectAsync(ep);",
        "using var c = [|new TcpClient(ep)|]; await c.ConnectAsync(ep).ConfigureAwait(false);",
        "using (var c = [|new TcpClient(ep)|]) c.Client.Connect(ep);",
        "var c = [|new TcpClient(ep)|]; c?.Connect(ep);",
        "var local = new IPEndPoint(address, 80); var c = [|new TcpClient(local)|]; c.Connect(local);",
        "var c = [|new TcpClient(ep)|]; Action dial = () => c.Connect(ep);",
        "TcpClient c; c = [|new TcpClient(ep)|]; c.Connect(ep); await c.GetStream().WriteAsync(bytes);",
        "void Open(in IPEndPoint to) { var c = [|new TcpClient(to)|]; c.Connect(to); } Open(in ep);",
        "ep = new IPEndPoint(address, 80); var c = [|new TcpClient(ep)|]; c.Connect(ep);",

        // Used, and never connected.
        "var c = [|new TcpClient(ep)|]; NetworkStream s = c.GetStream();",
        "using var c = [|new TcpClient(ep)|]; using var writer = new StreamWriter(c.GetStream());",
        "using (TcpClient c = [|new(ep)|]) { c.GetStream().Write(bytes); }",
        "var c = [|new TcpClient(new IPEndPoint(IPAddress.Parse(\"192.0.2.1\"), 80))|]; c.GetStream().Write(bytes);",
        "var c = [|new TcpClient(new IPEndPoint(IPAddress.Loopback, 0))|]; c.Client.Send(bytes);",
        "var c = [|new TcpClient(ep)|]; await c.Client.SendAsync(bytes);",
        "var c = [|new TcpClient(ep)|]; c.Client.Receive(bytes);",
        "var c = [|new TcpClient(ep)|]; var s = c?.GetStream();",
        "var c = [|new TcpClient(ep)|]; c.Client.SendFile(\"index.html\");",
        "var c = [|new TcpClient(ep)|]; c.Client.BeginSend(bytes, 0, 1, SocketFlags.None, null, null);",
        "var c = [|new TcpClient(ep)|]; await c.Client.ReceiveAsync(bytes);",
        "var c = [|new TcpClient(ep)|]; c.Client.BeginReceive(bytes, 0, 1, SocketFlags.None, null, null);",
        "var s = [|new TcpClient(ep)|].GetStream();",
        "var s = ([|new TcpClient(ep)|]).GetStream();",
        "void Talk() { var c = [|new TcpClient(ep)|]; c.GetStream().Write(bytes); } Talk();",

        // By the name of what it is bound to.
        "Use([|new TcpClient(remoteEP)|]);",
        "Use([|new TcpClient(serverEndPoint)|]);",
        "var c = [|new TcpClient(remoteEP)|]; Use(c);",
        "var all = new[] { [|new TcpClient(serverEndPoint)|] };",
        "Action<IPEndPoint> dial = [|new TcpClient(serverEndPoint)|].Connect;",
        "var c = [|new TcpClient(remoteEP)|]; c.Tunnel.Connect();",
    ];

    public static TheoryData<string> Likely =>
    [
        "Use([|new TcpClient(ep)|]);",
        "var c = [|new TcpClient(ep)|]; Use(c);",
        "var c = [|new TcpClient(new IPEndPoint(address, 80))|]; Use(c);",
        "Func<TcpClient> dial = () => [|new TcpClient(ep)|];",
        "[|new TcpClient(ep)|].Close();",
        "var c = [|new TcpClient(ep)|]; c.Client = new Socket(SocketType.Stream, ProtocolType.Tcp); c.GetStream();",
        "var c = [|new TcpClient(ep)|]; c.Close();",
        "var c = [|new TcpClient(ep)|]; c.Client.Bind(ep);",
    ];

    [Theory]
    [MemberData(nameof(Certain))]
    public async Task A_bind_that_was_meant_to_connect_is_a_warning(string statement)
    {
        await Verify.VerifyAnalyzerAsync(InMethod(statement));
        Assert.Equal([DiagnosticSeverity.Warning], await Verify.SeveritiesAsync(InMethod(Markup.Parse(statement).Source)));
    }

    [Theory]
    [MemberData(nameof(Likely))]
    public async Task A_bind_of_which_nothing_is_known_is_a_suggestion(string statement)
    {
        await Verify.VerifyAnalyzerAsync(InMethod(statement));
        Assert.Equal([DiagnosticSeverity.Info], await Verify.SeveritiesAsync(InMethod(Markup.Parse(statement).Source)));
    }

    [Theory]
    [InlineData("var c = new TcpClient(); c.Connect(ep);")]
    [InlineData("var c = new TcpClient(\"localhost\", 80); c.GetStream().Write(bytes);")]
    [InlineData("var c = new TcpClient(AddressFamily.InterNetwork); await c.ConnectAsync(ep);")]
    [InlineData("var c = new TcpClient(AddressFamily.InterNetwork); Use(c);")]
    [InlineData("var c = new TcpClient(ep); c.Connect(new Settings().Address);")]
    [InlineData("var c = new TcpClient(ep); Use(c); c.EndConnect(null!);")]
    [InlineData("IPEndPoint serverBind = ep; Use(new TcpClient(serverBind));")]
    [InlineData("Assert.Throws(() => new TcpClient(ep));")]
    [InlineData("var c = new TcpClient(ep); c.Connect(remoteEP); c.GetStream().Write(bytes);")]
    [InlineData("var c = new TcpClient(ep); await c.ConnectAsync(\"localhost\", 80); c.GetStream().Write(bytes);")]
    [InlineData("using var c = new TcpClient(ep); c.Client.Connect(remoteEP); c.Client.Send(bytes);")]
    [InlineData("var c = new TcpClient(serverEndPoint); c.Connect(remoteEP);")]
    [InlineData("var c = new TcpClient(new IPEndPoint(IPAddress.Any, 0)); c.Connect(remoteEP);")]
    [InlineData("var c = new TcpClient(new IPEndPoint(address, 0)); Use(c);")]
    [InlineData("var c = new TcpClient(new IPEndPoint(IPAddress.Any, 5000)); Use(c);")]
    [InlineData("Use(new TcpClient(localEP));")]
    [InlineData("Use(new TcpClient(bindEndPoint));")]
    [InlineData("var c = new TcpClient(localEP); Use(c); c.GetStream();")]
    [InlineData("await new TcpClient(ep).ConnectAsync(remoteEP);")]
    [InlineData("var c = new TcpClient(ep); ep = remoteEP; c.Connect(ep);")]
    [InlineData("var e = localEP; var c = new TcpClient(e); e = remoteEP; c.Connect(e);")]
    [InlineData("var c = new TcpClient(ep); c.BeginConnect(\"localhost\", 80, null, null); c.GetStream();")]
    [InlineData("var c = new TcpClient(localEP); Func<string, int, Task> dial = c.ConnectAsync; c.GetStream();")]
    [InlineData("TcpClient c = new(localEP); c = new TcpClient(\"localhost\", 80); c.GetStream();")]
    [InlineData("var listener = new TcpListener(serverEndPoint); listener.Start();")]
    [InlineData("var udp = new UdpClient(serverEndPoint); udp.Connect(ep);")]
    public Task A_local_end_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task Fields_are_looked_at_in_all_parts_of_their_class() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        using System.Net.Sockets;
        partial class C(IPEndPoint remote)
        {
            private readonly TcpClient _used = [|new TcpClient(IPEndPoint.Parse("192.0.2.1:80"))|];
            private TcpClient? _same;
            private TcpClient? _other;
            private readonly IPEndPoint _target = remote;
            private IPEndPoint _changes = remote;
            public void Open() { _same = [|new TcpClient(_target)|]; _other = new TcpClient(_changes); }
        }
        partial class C
        {
            public NetworkStream Stream => _used.GetStream();
            public void Dial() { _same!.Connect(_target); _other!.Connect(_changes); }
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var client = [|new TcpClient(new IPEndPoint(IPAddress.Loopback, 80))|];
        client.GetStream().WriteByte(1);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class IPEndPoint { }
        sealed class TcpClient(IPEndPoint remote) { public void Connect(IPEndPoint to) => _ = remote ?? to; public object GetStream() => this; }
        class C { static void M(IPEndPoint remoteEP) { var c = new TcpClient(remoteEP); c.Connect(remoteEP); c.GetStream(); } }
        """);

    [Fact]
    public async Task The_message_names_the_endpoint() => Assert.Equal(
        ["This constructor binds the local end to 'remoteEP'; it does not connect to it"],
        await Verify.MessagesAsync(InMethod("var c = new TcpClient(remoteEP); c.GetStream();")));

    internal static string InMethod(string statements) => $$"""
        using System;
        using System.IO;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        class C
        {
            static async Task M(
                IPEndPoint ep, IPEndPoint remoteEP, IPEndPoint serverEndPoint, IPEndPoint localEP, IPEndPoint bindEndPoint,
                IPAddress address, byte[] bytes)
            {
                await Task.Yield();
                {{statements}}
            }

            static void Use(TcpClient client) { }
            static class Assert { public static void Throws(Func<object> code) { } }
            sealed class Settings { public IPEndPoint Address => throw null!; }
        }
        file class Tunnel { public void Connect() { } }
        file static class Tunnels { extension(TcpClient client) { public Tunnel Tunnel => new(); } }
        """;
}

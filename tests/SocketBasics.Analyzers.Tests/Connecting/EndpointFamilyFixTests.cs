using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.EndpointFamilyAnalyzer,
    SocketBasics.Analyzers.CodeFixes.EndpointFamilyCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class EndpointFamilyFixTests
{
    private const string V4 = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string V6 = "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)";
    private const string Both = "new Socket(SocketType.Stream, ProtocolType.Tcp)";

    [Theory]
    [InlineData(
        $"var e = new IPEndPoint(IPAddress.IPv6Any, 80); var s = {V4}; s.Bind([|e|]); // why",
        "var e = new IPEndPoint(IPAddress.IPv6Any, 80); "
            + "var s = new Socket(e.AddressFamily, SocketType.Stream, ProtocolType.Tcp); s.Bind(e); // why")]
    [InlineData(
        $"var a = IPAddress.Loopback; var s = {V6}; s.Connect([|a|], 80);",
        "var a = IPAddress.Loopback; var s = new Socket(a.AddressFamily, SocketType.Stream, ProtocolType.Tcp); "
            + "s.Connect(a, 80);")]
    [InlineData(
        $"var s = {V4}; s.Connect([|Remote|]);",
        "var s = new Socket(Remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp); s.Connect(Remote);")]
    [InlineData($"var s = {V4}; s.Connect([|IPAddress.IPv6Loopback|], 80);",
        $"var s = {V6}; s.Connect(IPAddress.IPv6Loopback, 80);")]
    [InlineData($"var s = {V6}; s.Connect([|IPAddress.Loopback|], 80);",
        $"var s = {V4}; s.Connect(IPAddress.Loopback, 80);")]
    [InlineData(
        $"var s = {V4}; var e = new IPEndPoint(IPAddress.IPv6Any, 80); s.Bind([|e|]);",
        $"var s = {V6}; var e = new IPEndPoint(IPAddress.IPv6Any, 80); s.Bind(e);")]
    [InlineData(
        "var s = new Socket(socketType: SocketType.Stream, addressFamily: AddressFamily.InterNetwork, "
            + "protocolType: ProtocolType.Tcp); s.Connect([|Remote|]);",
        "var s = new Socket(socketType: SocketType.Stream, addressFamily: Remote.AddressFamily, protocolType: "
            + "ProtocolType.Tcp); s.Connect(Remote);")]
    [InlineData(
        $"var s = {V6}; s.Bind([|new IPEndPoint(IPAddress.Any, 0)|]); s.Connect(IPAddress.IPv6Loopback, 80);",
        $"var s = {Both}; s.Bind(new IPEndPoint(IPAddress.Any, 0)); s.Connect(IPAddress.IPv6Loopback, 80);")]
    [InlineData(
        $"var s = {V4}; s.Bind(new IPEndPoint(IPAddress.Any, 0)); s.Connect([|IPAddress.IPv6Loopback|], 80);",
        $"var s = {Both}; s.Bind(new IPEndPoint(IPAddress.Any, 0)); s.Connect(IPAddress.IPv6Loopback, 80);")]
    [InlineData(
        $"var e = new IPEndPoint(IPAddress.Any, 1); var s = {V4}; e = new IPEndPoint(IPAddress.IPv6Any, 80); s.Bind([|e|]);",
        $"var e = new IPEndPoint(IPAddress.Any, 1); var s = {V6}; e = new IPEndPoint(IPAddress.IPv6Any, 80); s.Bind(e);")]
    [InlineData(
        $"var s = {V4}; s.Listen(); s.Bind([|new IPEndPoint(IPAddress.IPv6Any, 1)|]);",
        $"var s = {V6}; s.Listen(); s.Bind(new IPEndPoint(IPAddress.IPv6Any, 1));")]
    [InlineData(
        $"var s = {V4}; s.ConnectAsync([|IPAddress.IPv6Loopback|], 80); s.BeginConnect(IPAddress.Loopback, 80, null, null);",
        $"var s = {Both}; s.ConnectAsync(IPAddress.IPv6Loopback, 80); s.BeginConnect(IPAddress.Loopback, 80, null, null);")]
    [InlineData($"var s = {V4}; s.Connect([|_other|]!);", $"var s = {V6}; s.Connect(_other!);")]
    [InlineData(
        $"var s = {V4}; s.Connect([|_local|]);",
        "var s = new Socket(_local.AddressFamily, SocketType.Stream, ProtocolType.Tcp); s.Connect(_local);")]
    [InlineData($"var s = {V4}; var c = new C(); s.Bind([|c._local|]);", $"var s = {V6}; var c = new C(); s.Bind(c._local);")]
    public Task The_socket_is_made_for_the_endpoint(string before, string after) =>
        Verify.VerifyCodeFixAsync(InMethod(before), InMethod(after));

    [Fact]
    public Task An_endpoint_of_an_inner_block_is_not_known_to_the_socket() => Verify.VerifyCodeFixAsync(
        InMethod($"Socket s; {{ var e = new IPEndPoint(IPAddress.IPv6Any, 80); }} s = {V4}; "
            + $"{{ var e = new IPEndPoint(IPAddress.IPv6Any, 80); s.Bind([|e|]); }}"),
        InMethod($"Socket s; {{ var e = new IPEndPoint(IPAddress.IPv6Any, 80); }} s = {V6}; "
            + $"{{ var e = new IPEndPoint(IPAddress.IPv6Any, 80); s.Bind(e); }}"));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod($"var s = {V4}; s.Connect(IPAddress.IPv6Loopback, 80); var t = {V4}; t.Bind(Remote); "
            + $"t.Connect(Remote);"),
        InMethod($"var s = {V6}; s.Connect(IPAddress.IPv6Loopback, 80); var t = {Both}; t.Bind(Remote); "
            + $"t.Connect(Remote);"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod(
        "var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); "
            + "s.Connect(IPAddress.IPv6Loopback, 80);"));

    private static string InMethod(string statements) => $$"""
        using System.Net;
        using System.Net.Sockets;
        class C
        {
            private static readonly IPEndPoint Remote = new(IPAddress.IPv6Loopback, 80);
            private static IPEndPoint? _other;
            private readonly IPEndPoint _local = new(IPAddress.IPv6Loopback, 80);
            static void Set() => _other = new(IPAddress.IPv6Loopback, 80);
            void M()
            {
                {{statements}}
            }
        }
        """;
}

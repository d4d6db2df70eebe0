using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.SwappedPortAnalyzer,
    SocketBasics.Analyzers.CodeFixes.SwappedPortCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class SwappedPortFixTests
{
    [Theory]
    [InlineData(
        "_ = new IPEndPoint(IPAddress.Any, /* http */ [|(ushort)IPAddress.HostToNetworkOrder((short)port)|]); // why",
        "_ = new IPEndPoint(IPAddress.Any, /* http */ port); // why")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, [|IPAddress.HostToNetworkOrder(port) >> 16|]);", "_ = new IPEndPoint(IPAddress.Any, port);")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, [|unchecked((ushort)IPAddress.HostToNetworkOrder((short)8080))|]);", "_ = new IPEndPoint(IPAddress.Any, 8080);")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, port: [|IPAddress.HostToNetworkOrder((short)number)|]);", "_ = new IPEndPoint(IPAddress.Any, port: (int)number);")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, [|IPAddress.HostToNetworkOrder((short)(number + 1))|]);", "_ = new IPEndPoint(IPAddress.Any, (int)(number + 1));")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, [|IPAddress.HostToNetworkOrder(port) >>> 16|]);", "_ = new IPEndPoint(IPAddress.Any, port);")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, [|(int)(IPAddress.HostToNetworkOrder((long)port) >> 48)|]);", "_ = new IPEndPoint(IPAddress.Any, port);")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, [|(IPAddress.HostToNetworkOrder((short)port))|]);", "_ = new IPEndPoint(IPAddress.Any, port);")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, [|(port << 8 | port >> 8) & 0xFFFF|]);", "_ = new IPEndPoint(IPAddress.Any, port);")]
    public Task The_port_is_passed_as_it_is(string before, string after) =>
        Verify.VerifyCodeFixAsync(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("int swapped = IPAddress.HostToNetworkOrder((short)port); _ = new IPEndPoint(IPAddress.Any, [|swapped|]);")]
    [InlineData("_ = new IPEndPoint(IPAddress.Any, [|port > 1 ? IPAddress.HostToNetworkOrder((short)1) : IPAddress.HostToNetworkOrder((short)2)|]);")]
    [InlineData("ushort wire = 1; _ = new IPEndPoint(IPAddress.Any, [|IPAddress.NetworkToHostOrder((int)System.BitConverter.ToUInt16(new byte[2], wire))|]);")]
    public Task What_is_swapped_elsewhere_or_in_branches_gets_no_fix(string statement) => Verify.VerifyNoCodeFixAsync(InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("new TcpListener(IPAddress.Any, IPAddress.HostToNetworkOrder((short)port)); new TcpClient(\"h\", IPAddress.HostToNetworkOrder((short)1));"),
        InMethod("new TcpListener(IPAddress.Any, port); new TcpClient(\"h\", 1);"));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(InMethod("""
            _ = new IPEndPoint(IPAddress.Any, (ushort)IPAddress.HostToNetworkOrder((short)port));
            if (System.BitConverter.IsLittleEndian) port = port > 1 ? (port << 8) | (port >> 8) : Swap(port);
            foreach (var p in new[] { 1 }) { var (a, b) = (p, Swap(p)); _ = new IPEndPoint(IPAddress.Any, b) { Port = port }; }
            static int Swap(int value) => IPAddress.HostToNetworkOrder((short)value);
            """));

    private static string InMethod(string statement) => $$"""
        using System.Buffers.Binary;
        using System.Net;
        using System.Net.Sockets;
        class C
        {
            static void M(int port, long number)
            {
                {{statement}}
            }
        }
        """;
}

using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.UnswappedPortAnalyzer,
    SocketBasics.Analyzers.CodeFixes.UnswappedPortCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class UnswappedPortFixTests
{
    [Theory]
    [InlineData("address.sin_port = [|(ushort)port|]; // why", "address.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)port)); // why")]
    [InlineData("address.sin_port = [|40000|];", "address.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)40000));")]
    [InlineData("address.sin_port = [|(ushort)(port + 1)|];", "address.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)(port + 1)));")]
    [InlineData("address.sin_port = [|(ushort)IPAddress.HostToNetworkOrder(port)|];", "address.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)port));")]
    [InlineData("other.sin_port = [|(short)port|];", "other.sin_port = unchecked(IPAddress.HostToNetworkOrder((short)port));")]
    [InlineData("address = new() { sin_port = [|8080|] };", "address = new() { sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)8080)) };")]
    [InlineData(
        "var wire = System.BitConverter.GetBytes([|(ushort)IPAddress.HostToNetworkOrder(port)|]);",
        "var wire = System.BitConverter.GetBytes(unchecked((ushort)IPAddress.HostToNetworkOrder((short)port)));")]
    public Task The_port_is_converted(string before, string after) => Verify.VerifyCodeFixAsync(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("int lost = IPAddress.HostToNetworkOrder(port) & 0xFFFF; address.sin_port = [|(ushort)lost|];")]
    public Task What_is_lost_elsewhere_gets_no_fix(string statement) => Verify.VerifyNoCodeFixAsync(InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("address.sin_port = 80; other.sin_port = (short)port;"),
        InMethod("address.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)80)); other.sin_port = unchecked(IPAddress.HostToNetworkOrder((short)port));"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod("address.sin_port = (ushort)port;"));

    private static string InMethod(string statement) => $$"""
        using System.Net;
        class C
        {
            struct sockaddr_in { public ushort sin_family, sin_port; }
            struct sockaddr_signed { public short sin_family, sin_port; }
            static void M(int port)
            {
                sockaddr_in address = default; sockaddr_signed other = default;
                {{statement}}
            }
        }
        """;
}

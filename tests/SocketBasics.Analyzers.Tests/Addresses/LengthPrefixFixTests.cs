using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.LengthPrefixAnalyzer,
    SocketBasics.Analyzers.CodeFixes.LengthPrefixCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class LengthPrefixFixTests
{
    [Theory]
    [InlineData("s.Send([|BitConverter.GetBytes(/* four */ data.Length)|]); // why",
        "s.Send(BitConverter.GetBytes(/* four */ IPAddress.HostToNetworkOrder(data.Length))); // why")]
    [InlineData("s.Send([|BitConverter.GetBytes((short)data.Length)|]);",
        "s.Send(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((short)data.Length)));")]
    [InlineData("s.Send([|BitConverter.GetBytes((ushort)data.Length)|]);",
        "s.Send(BitConverter.GetBytes(IPAddress.HostToNetworkOrder(unchecked((short)((ushort)data.Length)))));")]
    [InlineData("uint size = 5; size++; s.Send([|BitConverter.GetBytes(size)|]);",
        "uint size = 5; size++; s.Send(BitConverter.GetBytes(IPAddress.HostToNetworkOrder(unchecked((int)size))));")]
    [InlineData("var h = [|BitConverter.GetBytes(data.LongLength)|]; s.Send(h);",
        "var h = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(data.LongLength)); s.Send(h);")]
    public Task The_length_is_swapped(string before, string after) =>
        Verify.VerifyCodeFixAsync(LengthPrefixTests.InMethod(before), LengthPrefixTests.InMethod(after));

    [Theory]
    [InlineData("s.Receive(data); int length = BitConverter.ToInt32(data, 0); "
        + "s.Send([|BitConverter.GetBytes(length)|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes(data.Length)|]); int length = System.BitConverter.ToUInt16(data, 0);")]
    public Task Where_lengths_are_read_in_the_same_file_there_is_no_fix(string statements) =>
        Verify.VerifyNoCodeFixAsync(LengthPrefixTests.InMethod(statements));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("s.Send(BitConverter.GetBytes(data.Length)); s.Send(BitConverter.GetBytes(len));"),
        InMethod("s.Send(BitConverter.GetBytes(IPAddress.HostToNetworkOrder(data.Length))); "
            + "s.Send(BitConverter.GetBytes(IPAddress.HostToNetworkOrder(len)));"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod(
        "var all = new byte[9]; var h = BitConverter.GetBytes((ushort)data.Length); "
            + "Buffer.BlockCopy(h, 0, all, 0, 2); s.Send(all);"));

    private static string InMethod(string statements) => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;
        class C { static void M(Socket s, byte[] data, int len) { {{statements}} } }
        """;
}

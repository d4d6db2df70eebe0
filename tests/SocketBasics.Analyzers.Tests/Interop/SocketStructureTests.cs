using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.UnswappedPortAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>What tells a sockaddr structure of C from any other that has a port.</summary>
public sealed class SocketStructureTests
{
    [Theory]
    [InlineData("[StructLayout(LayoutKind.Sequential)] struct Inet { public ushort af; public ushort port; public uint addr; }")]
    [InlineData("[StructLayout(LayoutKind.Sequential)] struct Inet { public ushort sin_fam; public ushort port; public uint addr; }")]
    [InlineData("[StructLayout(LayoutKind.Sequential)] struct Inet { public ushort family; public ushort port; public uint ip; }")]
    [InlineData("[StructLayout(LayoutKind.Sequential)] struct Inet { public ushort family; public ushort port; public uint flowinfo; }")]
    [InlineData("[StructLayout(LayoutKind.Sequential)] class SockAddr { public ushort family; public ushort port; }")]
    [InlineData("struct SocketAddressV4 { public ushort family; public ushort port; }")]
    [InlineData("struct SockAddr { public ushort family; public static int Max = 1; public ushort port; }")]
    [InlineData("struct SockAddr { public ushort family; public ushort sa_port; }", "sa_port")]
    [InlineData("struct SockAddr { public ushort family; public ushort sock_port; }", "sock_port")]
    [InlineData("struct SockAddr { public ushort family; public ushort in_port; }", "in_port")]
    public Task A_structure_of_C_is_known_by_its_layout(string type, string port = "port") =>
        Verify.VerifyAnalyzerAsync(InStructure(type, $"{port} = [|(ushort)number|]"));

    [Theory]
    [InlineData("struct sockaddr_in { public ushort sin_family; public int sin_port; }", "sin_port")]
    [InlineData("class SockAddr { public ushort family; public ushort port; public uint addr; }")]
    [InlineData("struct Inet { public ushort family; public ushort port; public uint addr; }")]
    [InlineData("struct SockAddr { public ushort port; public ushort family; }")]
    [InlineData("struct SockAddr { public ushort length; public ushort port; public uint addr; }")]
    [InlineData("[StructLayout(LayoutKind.Sequential)] struct Header { public ushort family; public ushort port; public ushort checksum; }")]
    [InlineData("[StructLayout(LayoutKind.Auto)] struct Inet { public ushort family; public ushort port; public uint addr; }")]
    [InlineData("[ComVisible(true)] struct Inet { public ushort family; public ushort port; public uint addr; }")]
    [InlineData("[Own.StructLayout(0)] struct Inet { public ushort family; public ushort port; public uint addr; }")]
    public Task Another_structure_has_ports_of_its_own(string type, string port = "port") =>
        Verify.VerifyAnalyzerAsync(InStructure(type, $"{port} = (ushort)number"));

    [Theory]
    [InlineData("void W(Span<byte> b) => b[0] = (byte)Other.Of(IPAddress.HostToNetworkOrder((short)sin_port));", true)]
    [InlineData("void W(BinaryWriter w) => w.Write(IPAddress.HostToNetworkOrder((short)sin_family));", true)]
    [InlineData("void W(BinaryWriter w) => w.Write(IPAddress.HostToNetworkOrder((short)sin_port));", false)]
    [InlineData("void W(BinaryWriter w) => w.Write((ushort)((sin_port << 8) | (sin_port >> 8)));", false)]
    [InlineData("void W(nint at) => Marshal.WriteInt16(at, IPAddress.HostToNetworkOrder((short)sin_port));", false)]
    [InlineData("void W(Other o) => o.WriteUInt16(BinaryPrimitives.ReverseEndianness(sin_port));", false)]
    [InlineData("byte[] W() => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(sin_port));", false)]
    [InlineData("bool W(byte[] b) => BitConverter.TryWriteBytes(b, BinaryPrimitives.ReverseEndianness(sin_port));", false)]
    public Task A_structure_that_swaps_as_it_writes_keeps_its_port_in_host_order(string member, bool isFlagged) =>
        Verify.VerifyAnalyzerAsync(InStructure(
            $$"""
            struct sockaddr_in { public ushort sin_family; public ushort sin_port; {{member}} }
            class Other { public static int Of(int number) => number; public void WriteUInt16(ushort number) { } }
            """,
            isFlagged ? "sin_port = [|(ushort)number|]" : "sin_port = (ushort)number"));

    [Fact]
    public async Task Parts_of_a_structure_in_other_files_are_not_looked_into()
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace,
        [
            "partial struct sockaddr_in { public ushort sin_port; void M(int number) { sin_port = (ushort)number; sin_port = Other.Of((ushort)number); } }",
            "partial struct sockaddr_in { void W(System.IO.BinaryWriter w) => w.Write(sin_port); } static class Other { public static ushort Of(ushort port) => port; }",
        ]);
        Assert.Single(await TestProject.AnalyzeAsync(project, new UnswappedPortAnalyzer()));
    }

    private static string InStructure(string type, string assignment) => $$"""
        // For sockaddr.
        using System;
        using System.Buffers.Binary;
        using System.IO;
        using System.Net;
        using System.Runtime.InteropServices;
        namespace Own { class StructLayoutAttribute(int kind) : Attribute { public int Kind => kind; } }
        {{type}}
        static class C
        {
            static void M(int number) => _ = new {{type.Split(' ').SkipWhile(word => word is not ("struct" or "class")).ElementAt(1)}} { {{assignment}} };
        }
        """;
}

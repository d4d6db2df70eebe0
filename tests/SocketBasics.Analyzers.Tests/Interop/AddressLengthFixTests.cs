using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.AddressLengthAnalyzer,
    SocketBasics.Analyzers.CodeFixes.AddressLengthCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AddressLengthFixTests
{
    [Theory]
    [InlineData("bind(fd, ref v6, /* length */ [|16|]); // why",
        "bind(fd, ref v6, /* length */ Marshal.SizeOf<sockaddr_in6>()); // why")]
    [InlineData("bind(fd, ref v4, [|IntPtr.Size|]);", "bind(fd, ref v4, Marshal.SizeOf<sockaddr_in>());")]
    [InlineData("bind(len: [|8|], addr: ref v4, fd: fd);",
        "bind(len: Marshal.SizeOf<sockaddr_in>(), addr: ref v4, fd: fd);")]
    [InlineData("bind(fd, &v6, [|(uint)sizeof(sockaddr_in)|]);", "bind(fd, &v6, (uint)sizeof(sockaddr_in6));")]
    [InlineData("bind(fd, (sockaddr*)&v6, [|16|]);", "bind(fd, (sockaddr*)&v6, (uint)sizeof(sockaddr_in6));")]
    [InlineData("bind(fd, ref v6, [|sizeof(sockaddr_in)|]);", "bind(fd, ref v6, Marshal.SizeOf<sockaddr_in6>());")]
    public Task The_length_of_the_structure_is_passed(string before, string after) => Verify.VerifyCodeFixAsync(
        AddressLengthTests.InMethod(before), AddressLengthTests.InMethod(after), AddressLengthTests.Unsafe);

    [Fact]
    public Task A_length_in_a_local_gets_no_fix() => Verify.VerifyNoCodeFixAsync(
        AddressLengthTests.InMethod("int length = 28; bind(fd, ref v4, [|length|]);"), AddressLengthTests.Unsafe);

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope, InType("8", "16"), InType("Marshal.SizeOf<sockaddr_in6>()", "Marshal.SizeOf<sockaddr_in6>()"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InType("8", "Marshal.SizeOf<int>()"));

    private static string InType(string one, string other) => $$"""
        using System.Runtime.InteropServices;
        class C
        {
            struct sockaddr_in6 { public ulong Part; }
            [DllImport("libc")] static extern int bind(int fd, ref sockaddr_in6 address, int length);
            static void M(int fd, sockaddr_in6 address) { bind(fd, ref address, {{one}}); bind(fd, ref address, {{other}}); }
        }
        """;
}

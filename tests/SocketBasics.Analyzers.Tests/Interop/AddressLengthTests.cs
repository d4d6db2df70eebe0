using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.AddressLengthAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AddressLengthTests
{
    internal static readonly ProjectSettings Unsafe = new() { IsUnsafe = true };

    [Theory]
    [InlineData("bind(fd, ref v4, [|8|]);")]
    [InlineData("bind(fd, ref v6, [|16|]);")]
    [InlineData("bind(fd, ref v6, [|sizeof(sockaddr_in)|]);")]
    [InlineData("bind(fd, ref v6, [|Marshal.SizeOf<sockaddr_in>()|]);")]
    [InlineData("bind(fd, ref v6, [|Marshal.SizeOf(typeof(sockaddr_in))|]);")]
    [InlineData("bind(fd, ref v6, [|Marshal.SizeOf(v4)|]);")]
    [InlineData("bind(fd, ref v6, [|Marshal.SizeOf((object)v4)|]);")]
    [InlineData("bind(fd, ref v6, [|Unsafe.SizeOf<sockaddr_in>()|]);")]
    [InlineData("bind(fd, ref v6, [|sizeof(sockaddr)|]);")]
    [InlineData("bind(fd, ref v4, [|sizeof(sockaddr_in6)|]);")]
    [InlineData("bind(fd, ref v4, [|sizeof(sockaddr_storage)|]);")]
    [InlineData("bind(fd, ref v4, [|IntPtr.Size|]);")]
    [InlineData("bind(fd, ref v4, [|sizeof(nint)|]);")]
    [InlineData("bind(fd, ref v4, [|sizeof(int)|]);")]
    [InlineData("bind(fd, ref v4, [|sizeof(sockaddr_in*)|]);")]
    [InlineData("int length = 28; bind(fd, ref v4, [|length|]);")]
    [InlineData("const int Length = 8; bind(fd, ref v4, [|Length|]);")]
    [InlineData("bind(len: [|8|], addr: ref v4, fd: fd);")]
    [InlineData("bind(fd, &v6, [|(uint)sizeof(sockaddr_in)|]);")]
    [InlineData("bind(fd, (sockaddr*)&v6, [|16u|]);")]
    [InlineData("sockaddr_in6* p = &v6; bind(fd, (sockaddr*)p, [|16|]);")]
    [InlineData("connect(fd, in v6, [|16|]);")]
    [InlineData("Connect(fd, in v6, [|16|]);")]
    [InlineData("sendto(fd, null, 0, 0, ref v6, [|16|]);")]
    [InlineData("bind(fd, ref un, [|16 * 8|]);")]
    [InlineData("bind(fd, ref un, [|sizeof(sockaddr_in)|]);")]
    [InlineData("if (bind(fd, ref v4, [|8|]) < 0) return;")]
    [InlineData("Action a = () => { sockaddr_in x = default; bind(fd, ref x, [|8|]); };")]
    [InlineData("void F() { sockaddr_in x = default; bind(fd, ref x, [|8|]); } F();")]
    [InlineData("bind(fd, ref vm, [|8|]);")]
    [InlineData("bind(fd, ref ll, [|16|]);")]
    [InlineData("bind(fd, ref nl, [|16|]);")]
    [InlineData("bind(fd, ref v4, [|UIntPtr.Size|]);")]
    [InlineData("bind(fd, ref v4, [|sizeof(nuint)|]);")]
    [InlineData("bind(fd, ref un, [|2|]);")]
    [InlineData("bind(fd, ref v4, [|24|]);")]
    public Task The_length_of_another_structure_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements), Unsafe);

    [Theory]
    [InlineData("bind(fd, ref v4, 16);")]
    [InlineData("bind(fd, ref v4, sizeof(sockaddr_in));")]
    [InlineData("bind(fd, ref v4, sizeof(sockaddr));")]
    [InlineData("bind(fd, ref v4, Marshal.SizeOf<sockaddr_in>());")]
    [InlineData("bind(fd, ref v4, Marshal.SizeOf(v4));")]
    [InlineData("bind(fd, ref v4, sizeof(mine));")]
    [InlineData("bind(fd, ref v6, 28);")]
    [InlineData("bind(fd, ref v6, 24);")]
    [InlineData("bind(fd, ref v6, sizeof(sockaddr_in6));")]
    [InlineData("bind(fd, &v6, (uint)sizeof(sockaddr_in6));")]
    [InlineData("bind(fd, ref un, 20);")]
    [InlineData("bind(fd, ref un, 110);")]
    [InlineData("bind(fd, ref un, 2 + fd);")]
    [InlineData("bind(fd, ref v4, fd);")]
    [InlineData("int length = 28; length = 16; bind(fd, ref v4, length);")]
    [InlineData("bind(fd, ref storage, 28);")]
    [InlineData("bind(fd, ref storage, sizeof(sockaddr_in6));")]
    [InlineData("bind(fd, ref own, 8);")]
    [InlineData("bind(fd, new byte[16], 8);")]
    [InlineData("bind(fd, (IntPtr)0, 8);")]
    [InlineData("sockaddr* p = null; bind(fd, p, 28);")]
    [InlineData("listen(fd, ref v4, 8);")]
    [InlineData("Other.bind(fd, ref v4, 8);")]
    [InlineData("Managed.bind(fd, ref v4, 8);")]
    [InlineData("bind(fd, ref vm, 16);")]
    [InlineData("bind(fd, ref ll, 20);")]
    [InlineData("bind(fd, ref nl, 12);")]
    [InlineData("bind(fd, ref v4, new System.Net.SocketAddress(System.Net.Sockets.AddressFamily.InterNetwork).Size);")]
    [InlineData("bind(fd, ref v4, Marshal.ReadInt32((IntPtr)(&fd)));")]
    [InlineData("bind(fd, ref v4, SizeOf(fd));")]
    [InlineData("bind(fd, ref v4, Other.Marshal.SizeOf());")]
    [InlineData("object any = v4; bind(fd, ref v6, Marshal.SizeOf(any));")]
    public Task Any_other_length_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements), Unsafe);

    [Fact]
    public async Task The_message_names_the_length_and_the_structure() => Assert.Equal(
        ["'16' is not the length of the address: 'sockaddr_in6' is 28 bytes long"],
        await Verify.MessagesAsync("""
            using System.Runtime.InteropServices;
            struct sockaddr_in6 { public ulong Part; }
            static class C
            {
                [DllImport("libc.so.6")] static extern int bind(int fd, ref sockaddr_in6 address, int length);
                static void M(int fd, sockaddr_in6 address) => bind(fd, ref address, 16);
            }
            """));

    [Fact]
    public Task Top_level_statements_and_LibraryImport_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Runtime.InteropServices;
        var address = new SockAddrIn();
        Native.Bind(3, ref address, [|4|]);
        struct SockAddrIn { public ulong Part; }
        static partial class Native
        {
            [LibraryImport("ws2_32.dll", EntryPoint = "bind")]
            internal static partial int Bind(nint fd, ref SockAddrIn address, int length);
            internal static partial int Bind(nint fd, ref SockAddrIn address, int length) => 0;
        }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync("""
        using System.Runtime.InteropServices;
        struct sockaddr_in6 { public ulong Part; }
        static class C
        {
            [DllImport("libc", EntryPoint = "bind")] static extern int Bind(int fd, ref sockaddr_in6 address, int length);
            static void M(int fd, sockaddr_in6 address) => Bind(fd, ref address, Marshal.SizeOf(typeof(int)));
        }
        """);

    internal static string InMethod(string statements) => $$"""
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        struct sockaddr { public ulong A, B; }
        struct sockaddr_in { public ulong A, B; }
        struct sockaddr_in6 { public ulong A, B, C; public int D; }
        struct sockaddr_un { public ulong A; }
        struct sockaddr_storage { public ulong A; }
        struct sockaddr_vm { public ulong A, B; }
        struct sockaddr_ll { public ulong A, B; public int C; }
        struct sockaddr_nl { public ulong A; public int B; }
        struct mine { public ulong A; }
        static class Other
        {
            [DllImport("libcurl")] internal static extern int bind(int fd, ref sockaddr_in addr, int len);
            internal static class Marshal { internal static int SizeOf() => 8; }
        }
        static class Managed { internal static int bind(int fd, ref sockaddr_in addr, int len) => 0; }
        unsafe partial class C
        {
            [DllImport("libc")] static extern int bind(int fd, ref sockaddr_in addr, int len);
            [DllImport("libc")] static extern int bind(int fd, ref sockaddr_in6 addr, int len);
            [DllImport("libc")] static extern int bind(int fd, ref sockaddr_un addr, int len);
            [DllImport("libc")] static extern int bind(int fd, ref sockaddr_storage addr, int len);
            [DllImport("libc")] static extern int bind(int fd, ref sockaddr_vm addr, int len);
            [DllImport("libc")] static extern int bind(int fd, ref sockaddr_ll addr, int len);
            [DllImport("libc")] static extern int bind(int fd, ref sockaddr_nl addr, int len);
            static int SizeOf(int family) => family == 2 ? 16 : 28;
            [DllImport("libc")] static extern int bind(int fd, ref mine addr, int len);
            [DllImport("libc")] static extern int bind(int fd, byte[] addr, int len);
            [DllImport("libc")] static extern int bind(int fd, IntPtr addr, int len);
            [DllImport("libc")] static extern int bind(int fd, sockaddr* addr, uint len);
            [DllImport("libc")] static extern int bind(int fd, sockaddr_in6* addr, uint len);
            [DllImport("libc")] static extern int listen(int fd, ref sockaddr_in addr, int len);
            [DllImport("libSystem.dylib")] static extern int connect(int fd, in sockaddr_in6 addr, int len);
            [DllImport("/usr/lib/libSystem.dylib", EntryPoint = "connect")] static extern int Connect(int fd, in sockaddr_in6 addr, int len);
            [DllImport("ws2_32")] static extern int sendto(nint fd, byte* bytes, int count, int flags, ref sockaddr_in6 addr, int len);
        }
        unsafe partial class C
        {
            static void M(int fd, sockaddr_in v4, sockaddr_in6 v6, sockaddr_un un, sockaddr_storage storage, mine own,
                sockaddr_vm vm, sockaddr_ll ll, sockaddr_nl nl)
            {
                {{statements}}
            }
        }
        """;
}

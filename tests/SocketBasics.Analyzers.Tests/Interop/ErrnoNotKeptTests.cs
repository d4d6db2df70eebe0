using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ErrnoNotKeptAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ErrnoNotKeptTests
{
    [Theory]
    [InlineData("[DllImport(\"libc\")] static extern int [|socket|](int domain, int type, int protocol);")]
    [InlineData("[DllImport(\"libc\", SetLastError = false)] static extern int [|listen|](int fd, int backlog);")]
    [InlineData("[DllImport(\"libc.so.6\", EntryPoint = \"accept4\")] static extern int [|Accept|](int fd, nint a, "
        + "nint b, int flags);")]
    [InlineData("[DllImport(\"/usr/lib/libSystem.dylib\")] static extern nint [|send|](int fd, byte[] bytes, nint "
        + "count, int flags);")]
    [InlineData("[DllImport(\"WS2_32.DLL\", ExactSpelling = true)] public static extern int [|connect|](nint fd, "
        + "byte[] address, int length);")]
    [InlineData("const string Libc = \"libc\"; "
        + "[DllImport(Libc)] internal static extern int [|bind|](int fd, byte[] a, int length);")]
    [InlineData("class Nested { [DllImport(\"libc\")] internal static extern int [|bind|](int fd, byte[] a, int "
        + "length); }")]
    [InlineData("[DllImport(\"libc\")] static extern int [|bind|](int fd); static bool Bind() => bind(1) < 0;")]
    [InlineData("[DllImport(\"libc\")] static extern int [|bind|](int fd); static void Bind() { bind(1); "
        + "if (bind(1) == -1) return; }")]
    [InlineData("[DllImport(\"libc\")] internal static extern int [|bind|](int fd); static void Bind() => bind(1);")]
    [InlineData("[DllImport(\"libc\")] static extern int [|bind|](int fd); "
        + "class Inner { bool Bind() => bind(1) < 0; }")]
    [InlineData("[DllImport(\"libc\")] static extern int [|shutdown|](int fd, int how); "
        + "static void M() { shutdown(1, 2); throw new Win32Exception(); }")]
    public Task An_import_without_SetLastError_is_flagged(string members) => Verify.VerifyAnalyzerAsync(InType(members));

    [Theory]
    [InlineData("socket")]
    [InlineData("bind")]
    [InlineData("listen")]
    [InlineData("accept")]
    [InlineData("accept4")]
    [InlineData("connect")]
    [InlineData("send")]
    [InlineData("sendto")]
    [InlineData("sendmsg")]
    [InlineData("recv")]
    [InlineData("recvfrom")]
    [InlineData("recvmsg")]
    [InlineData("shutdown")]
    [InlineData("setsockopt")]
    [InlineData("getsockopt")]
    [InlineData("getsockname")]
    [InlineData("getpeername")]
    [InlineData("socketpair")]
    public Task Each_function_of_sockets_is_known(string function) =>
        Verify.VerifyAnalyzerAsync(InType($"[DllImport(\"libc\")] static extern int [|{function}|](int fd);"));

    [Theory]
    [InlineData("[DllImport(\"libc\", SetLastError = true)] static extern int socket(int domain, int type, int "
        + "protocol);")]
    [InlineData("[DllImport(\"libc\")] static extern int getpid();")]
    [InlineData("[DllImport(\"libc\")] static extern int close(int fd);")]
    [InlineData("[DllImport(\"libcurl\")] static extern int socket(int domain, int type, int protocol);")]
    [InlineData("[DllImport(\"System.Native\")] static extern int bind(int fd);")]
    [InlineData("[DllImport(\"libc\", PreserveSig = false)] static extern int bind(int fd);")]
    [InlineData("[DllImport(\"libc\")] static extern void shutdown(int fd, int how);")]
    [InlineData("[DllImport(\"libc\", EntryPoint = \"other\")] static extern int bind(int fd);")]
    [InlineData("[DllImport(\"libc\")] static extern int shutdown(int fd, int how); "
        + "static void Stop() => shutdown(1, 2);")]
    [InlineData("static int bind(int fd) => fd;")]
    [InlineData("[DllImport(\"libc\")] static extern int bind(int fd); "
        + "static int Error() => Marshal.GetLastSystemError();")]
    [InlineData("[DllImport(\"ws2_32\")] static extern int bind(nint fd); "
        + "[DllImport(\"ws2_32\")] static extern int WSAGetLastError();")]
    [InlineData("[DllImport(\"libc\")] static extern int bind(int fd); "
        + "[DllImport(\"libc\")] static extern nint __errno_location();")]
    [InlineData("[DllImport(\"libc\")] static extern int shutdown(int fd, int how); class Inner { void Stop() => shutdown(1, 2); }")]
    public Task Any_other_method_is_not_flagged(string members) => Verify.VerifyAnalyzerAsync(InType(members));

    [Theory]
    [InlineData("if (bind(1) < 0) throw new Win32Exception();", true)]
    [InlineData("if (bind(1) < 0) throw new SocketException();", true)]
    [InlineData("if (bind(1) < 0) Console.WriteLine(Marshal.GetLastPInvokeError());", true)]
    [InlineData("int result = bind(1); int error = Marshal.GetLastWin32Error(); Console.WriteLine(result + error);",
        true)]
    [InlineData("if (bind(1) < 0) { close(1); throw new Win32Exception(); }", false)]
    [InlineData("if (bind(1) < 0 || listen(1) < 0) throw new Win32Exception();", false)]
    [InlineData("int error = Marshal.GetLastPInvokeError(); if (bind(1) < error) return;", false)]
    [InlineData("if (bind(1) < 0) throw new Win32Exception(5);", false)]
    [InlineData("if (bind(1) < 0) throw new SocketException(5);", false)]
    [InlineData("if (bind(1) < 0) throw new InvalidOperationException();", false)]
    [InlineData("if (bind(1) < 0) new UdpClient().Dispose();", false)]
    [InlineData("if (bind(1) < 0) throw new Own.Win32Exception();", false)]
    [InlineData("if (bind(1) < 0) throw new Own.SocketException();", false)]
    [InlineData("if (bind(1) < 0) Console.WriteLine(Own.Marshal.GetLastWin32Error());", false)]
    [InlineData("if (bind(1) < 0) Marshal.FreeHGlobal(0);", false)]
    [InlineData("if (bind(1) < 0) { Own.Log(); throw new Win32Exception(); }", true)]
    public async Task Who_reads_the_error_gets_a_warning(string statements, bool isWarning) => Assert.Equal(
        [isWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info],
        await Verify.SeveritiesAsync(InType($$"""
            [DllImport("libc")] static extern int bind(int fd);
            [DllImport("libc", SetLastError = true)] static extern int listen(int fd);
            [DllImport("libc")] static extern int close(int fd);
            static void M() { {{statements}} }
            static class Own
            {
                public sealed class Win32Exception : Exception { }
                public sealed class SocketException : Exception { }
                public static class Marshal { public static int GetLastWin32Error() => 0; }
                [ComVisible(false)] public static void Log() { }
            }
            """)));

    [Fact]
    public Task LibraryImport_and_partial_classes_are_looked_at() => Verify.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;
        static partial class Native
        {
            [LibraryImport("libc", EntryPoint = "bind")]
            internal static partial int [|Bind|](int fd);
        }
        static partial class Native
        {
            internal static partial int Bind(int fd) => 0;
            static bool M() => Bind(1) < 0;
        }
        """);

    [Fact]
    public Task Another_attribute_of_that_name_is_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // "libc"
        sealed class DllImportAttribute(string library) : System.Attribute { public override string ToString() => library; }
        class C { [DllImport("libc")] static int bind(int fd) => fd; }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Runtime.InteropServices;
        if (Native.listen(3, 1) < 0)
            throw new System.ComponentModel.Win32Exception();
        static class Native { [DllImport("libc")] internal static extern int [|listen|](int fd, int backlog); }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task The_message_says_what_is_lost() => Assert.Equal(
        [
            "'bind' is imported without SetLastError, so the error that is read after the call is that of another one",
            "'listen' is imported without SetLastError, so the runtime may overwrite errno before anybody reads it",
        ],
        await Verify.MessagesAsync(InType("""
            [DllImport("libc")] static extern int bind(int fd);
            [DllImport("libc")] static extern int listen(int fd);
            static void M() { if (bind(1) < 0) throw new Win32Exception(); if (listen(1) < 0) return; }
            """)));

    internal static string InType(string members) => $$"""
        using System;
        using System.ComponentModel;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;
        class C
        {
            {{members}}
        }
        """;
}

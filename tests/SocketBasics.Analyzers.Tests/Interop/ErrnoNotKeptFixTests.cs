using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ErrnoNotKeptAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ErrnoNotKeptCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ErrnoNotKeptFixTests
{
    [Theory]
    [InlineData(
        "[DllImport(\"libc\")] /* why */ static extern int [|bind|](int fd); // here",
        "[DllImport(\"libc\", SetLastError = true)] /* why */ static extern int bind(int fd); // here")]
    [InlineData(
        "[DllImport(\"libc\", EntryPoint = \"bind\")] static extern int [|Bind|](int fd);",
        "[DllImport(\"libc\", EntryPoint = \"bind\", SetLastError = true)] static extern int Bind(int fd);")]
    [InlineData(
        "[DllImport(\"libc\", SetLastError = false)] static extern int [|bind|](int fd);",
        "[DllImport(\"libc\", SetLastError = true)] static extern int bind(int fd);")]
    [InlineData(
        "[Obsolete, System.Runtime.InteropServices.DllImportAttribute(\"libc\")] static extern int [|bind|](int fd);",
        "[Obsolete, System.Runtime.InteropServices.DllImportAttribute(\"libc\", SetLastError = true)] static "
            + "extern int bind(int fd);")]
    public Task The_property_is_set(string before, string after) =>
        Verify.VerifyCodeFixAsync(ErrnoNotKeptTests.InType(before), ErrnoNotKeptTests.InType(after));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        ErrnoNotKeptTests.InType("""
            [DllImport("libc")] static extern int bind(int fd);
            [DllImport("libc")] static extern int listen(int fd);
            """),
        ErrnoNotKeptTests.InType("""
            [DllImport("libc", SetLastError = true)] static extern int bind(int fd);
            [DllImport("libc", SetLastError = true)] static extern int listen(int fd);
            """));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(ErrnoNotKeptTests.InType("""
        [DllImport("libc", EntryPoint = "bind")] static extern int Bind(int fd);
        static void M() { if (Bind(1) < 0) throw new Win32Exception(); }
        """));
}

using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.EndNotTestedAnalyzer,
    SocketBasics.Analyzers.CodeFixes.EndNotTestedCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class EndNotTestedFixTests
{
    [Theory]
    [InlineData(
        """
        while (length > 0)
                {
                    // the rest
                    length -= await [|socket.ReceiveAsync(memory)|].ConfigureAwait(false); // why
                }
        """,
        """
        while (length > 0)
                {
                    // the rest
                    int received = await socket.ReceiveAsync(memory).ConfigureAwait(false);
                    if (received == 0) throw new EndOfStreamException();
                    length -= received; // why
                }
        """)]
    [InlineData(
        """
        while (length > 0)
                    length -= [|socket.Receive(buffer)|];
        """,
        """
        while (length > 0)
                {
                    int received = socket.Receive(buffer);
                    if (received == 0) throw new EndOfStreamException();
                    length -= received;
                }
        """)]
    [InlineData(
        """
        while (length > 0)
                {
                    int n = [|network.Read(buffer)|]; // why
                    length -= n;
                }
        """,
        """
        while (length > 0)
                {
                    int n = network.Read(buffer); // why
                    if (n == 0) throw new EndOfStreamException();
                    length -= n;
                }
        """)]
    [InlineData(
        """
        int n;
                while (length > 0)
                {
                    n = [|network.Read(buffer)|];

                    length -= n;
                }
        """,
        """
        int n;
                while (length > 0)
                {
                    n = network.Read(buffer);
                    if (n == 0) throw new EndOfStreamException();

                    length -= n;
                }
        """)]
    [InlineData(
        "while (length > 0) { length -= [|socket.Receive(buffer)|]; }",
        "while (length > 0) { int received = socket.Receive(buffer); if (received == 0) throw new EndOfStreamException(); length -= received; }")]
    [InlineData(
        "while (length > 0) { int n = [|socket.Receive(buffer)|]; length -= n; }",
        "while (length > 0) { int n = socket.Receive(buffer); if (n == 0) throw new EndOfStreamException(); length -= n; }")]
    public Task The_end_is_an_exception(string before, string after) =>
        Verify.VerifyCodeFixAsync(BytesSource.InMethod(before), BytesSource.InMethod(after));

    [Fact]
    public Task The_exception_has_its_namespace_where_it_must() => Verify.VerifyCodeFixAsync(
        Bare("int n = [|s.Receive(b)|];"),
        Bare("""
            int n = s.Receive(b);
                        if (n == 0) throw new System.IO.EndOfStreamException();
            """));

    [Theory]
    [InlineData("while ((length -= [|socket.Receive(buffer)|]) > 0) { }")]
    [InlineData("for (; length > 0; length -= [|socket.Receive(buffer)|]) { }")]
    [InlineData("while (length > 0) length = length - [|socket.Receive(buffer)|];")]
    public Task Where_no_statement_fits_there_is_no_fix(string statements) =>
        Verify.VerifyNoCodeFixAsync(BytesSource.InMethod(statements));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        BytesSource.InMethod("""
            while (length > 0)
                        length -= socket.Receive(buffer);
                    while (length > 0)
                    {
                        length -= socket.Receive(buffer);
                        length -= await network.ReadAsync(buffer);
                    }
            """),
        BytesSource.InMethod("""
            while (length > 0)
                    {
                        int received = socket.Receive(buffer);
                        if (received == 0) throw new EndOfStreamException();
                        length -= received;
                    }
                    while (length > 0)
                    {
                        int received = socket.Receive(buffer);
                        if (received == 0) throw new EndOfStreamException();
                        length -= received;
                        int received2 = await network.ReadAsync(buffer);
                        if (received2 == 0) throw new EndOfStreamException();
                        length -= received2;
                    }
            """));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(BytesSource.InMethod(
        "while (length > 0) { int n = network.Read(buffer); length -= n; } while (text.ToString().Contains('x')) { int n = socket.Receive(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, n)); }"));

    private static string Bare(string read) => $$"""
        class C
        {
            static void M(System.Net.Sockets.Socket s, byte[] b)
            {
                for (int total = 0; total < b.Length; )
                {
                    {{read}}
                    total += n;
                }
            }
        }
        """;
}

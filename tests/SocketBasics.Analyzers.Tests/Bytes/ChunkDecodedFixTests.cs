using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ChunkDecodedAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ChunkDecodedCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ChunkDecodedFixTests
{
    [Theory]
    [InlineData(
        """
        int n;
                // until the end
                while ((n = network.Read(buffer)) > 0)
                {
                    text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]); // why
                }
        """,
        """
        int n;
                // until the end
                Decoder decoder = Encoding.UTF8.GetDecoder();
                char[] characters = new char[Encoding.UTF8.GetMaxCharCount(buffer.Length)];
                while ((n = network.Read(buffer)) > 0)
                {
                    text.Append(characters, 0, decoder.GetChars(buffer, 0, n, characters, 0)); // why
                }
        """)]
    [InlineData(
        "var e = Encoding.UTF8; int n, decoder = 0; while ((n = network.Read(buffer)) > 0) text.Append([|e.GetString(buffer, 0, n)|]); Use(decoder);",
        "var e = Encoding.UTF8; int n, decoder = 0; Decoder decoder2 = e.GetDecoder(); char[] characters2 = new char[e.GetMaxCharCount(buffer.Length)]; while ((n = network.Read(buffer)) > 0) text.Append(characters2, 0, decoder2.GetChars(buffer, 0, n, characters2, 0)); Use(decoder);")]
    public Task One_decoder_gets_all_parts(string before, string after) =>
        Verify.VerifyCodeFixAsync(BytesSource.InMethod(before), BytesSource.InMethod(after));

    [Theory]
    [InlineData("int n; string s = \"\"; while ((n = network.Read(buffer)) > 0) s += [|Encoding.UTF8.GetString(buffer, 0, n)|]; Use(s);")]
    [InlineData("int n; while ((n = socket.Receive(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer.AsSpan(0, n))|]);")]
    [InlineData("while (length-- > 0) { var b = new byte[9]; int n = network.Read(b); text.Append([|Encoding.UTF8.GetString(b, 0, n)|]); }")]
    [InlineData("int n; do { n = network.Read(buffer); text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]); } while (network.DataAvailable);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.GetEncoding(936).GetString(buffer, 0, n)|]);")]
    [InlineData("int n; if (length > 0) while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(bytes: buffer, index: 0, count: n)|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) { text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]); buffer = new byte[99]; }")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) { var e = Encoding.UTF8; text.Append([|e.GetString(buffer, 0, n)|]); }")]
    public Task Where_it_would_not_be_right_or_simple_there_is_no_fix(string statements) =>
        Verify.VerifyNoCodeFixAsync(BytesSource.InMethod(statements));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        BytesSource.InMethod("""
            int n;
                    while ((n = network.Read(buffer)) > 0)
                        text.Append(Encoding.UTF8.GetString(buffer, 0, n));
                    while ((n = socket.Receive(buffer)) > 0)
                        text.Append(Encoding.Unicode.GetString(buffer, 0, n));
            """),
        BytesSource.InMethod("""
            int n;
                    Decoder decoder = Encoding.UTF8.GetDecoder();
                    char[] characters = new char[Encoding.UTF8.GetMaxCharCount(buffer.Length)];
                    while ((n = network.Read(buffer)) > 0)
                        text.Append(characters, 0, decoder.GetChars(buffer, 0, n, characters, 0));
                    Decoder decoder2 = Encoding.Unicode.GetDecoder();
                    char[] characters2 = new char[Encoding.Unicode.GetMaxCharCount(buffer.Length)];
                    while ((n = socket.Receive(buffer)) > 0)
                        text.Append(characters2, 0, decoder2.GetChars(buffer, 0, n, characters2, 0));
            """));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(BytesSource.InMethod(
        "int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, n));"));
}

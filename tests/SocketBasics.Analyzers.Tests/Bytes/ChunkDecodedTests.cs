using Microsoft.CodeAnalysis.CSharp;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ChunkDecodedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ChunkDecodedTests
{
    [Theory]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]);")]
    [InlineData("int n; do { n = socket.Receive(buffer); text.Append([|Encoding.Unicode.GetString(buffer, 0, n)|]); } while (n > 0);")]
    [InlineData("while (true) { int n = await socket.ReceiveAsync(buffer).ConfigureAwait(false); if (n == 0) break; text.Append([|Encoding.Default.GetString(buffer, 0, n)|]); }")]
    [InlineData("string s = \"\"; int n; while ((n = network.Read(buffer)) > 0) s += [|Encoding.UTF8.GetString(buffer, 0, n)|]; Use(s);")]
    [InlineData("string s = \"\"; int n; while ((n = network.Read(buffer)) > 0) s = s + [|Encoding.UTF8.GetString(buffer, 0, n)|]; Use(s);")]
    [InlineData("int n; while ((n = socket.Receive(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer.AsSpan(0, n))|]);")]
    [InlineData("int n; while ((n = await connection.ReceiveAsync(memory)) > 0) text.Append([|Encoding.UTF8.GetString(memory.Span.Slice(0, n))|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.GetEncoding(\"GB2312\").GetString(buffer, 0, n)|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.GetEncoding(936).GetString(buffer, 0, n)|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|new UTF8Encoding(false).GetString(buffer, 0, n)|]);")]
    [InlineData("var utf8 = Encoding.UTF8; int n; while ((n = network.Read(buffer)) > 0) text.Append([|utf8.GetString(buffer, 0, n)|]);")]
    [InlineData("int n; do { n = network.Read(buffer); text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]); } while (network.DataAvailable);")]
    [InlineData("Stream s = new SslStream(network); int n; while ((n = s.Read(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]);")]
    [InlineData("Action read = () => { int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]); };")]
    [InlineData("void Read() { int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]); } Read();")]
    [InlineData("int n; while (length-- > 0) { do { n = network.Read(buffer); } while (n == 0); text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]); }")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.UTF32.GetString(buffer, 0, n)|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.BigEndianUnicode.GetString(buffer, 0, n)|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|Encoding.UTF7.GetString(buffer, 0, n)|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|new UnicodeEncoding().GetString(buffer, 0, n)|]);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append([|new UTF32Encoding().GetString(buffer, 0, n)|]);")]
    [InlineData("var s = new NegotiateStream(stream); int n; while ((n = s.Read(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer, 0, n)|]);")]
    public Task A_part_that_is_decoded_for_itself_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statements));

    [Theory]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.ASCII.GetString(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.Latin1.GetString(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.GetEncoding(1252).GetString(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.GetEncoding(\"latin1\").GetString(buffer, 0, n));")]
    [InlineData("Encoding e = length > 0 ? Encoding.UTF8 : Encoding.ASCII; int n; while ((n = network.Read(buffer)) > 0) text.Append(e.GetString(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.AppendLine(Encoding.UTF8.GetString(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.UTF8.GetCharCount(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(new Row().GetString());")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.UTF8.GetString(Decrypt(buffer, n))); static byte[] Decrypt(byte[] b, int n) => b;")]
    [InlineData("var parts = new List<string>(); int n; while ((n = network.Read(buffer)) > 0) parts.Add(Encoding.UTF8.GetString(buffer, 0, n)); Use(parts);")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) Use(Encoding.UTF8.GetString(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) { var line = new StringBuilder(); line.Append(Encoding.UTF8.GetString(buffer, 0, n)); Use(line); }")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append('[' + Encoding.UTF8.GetString(buffer, 0, n) + ']');")]
    [InlineData("int n = network.Read(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, n));")]
    [InlineData("while (length-- > 0) { network.ReadExactly(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, length)); }")]
    [InlineData("while (length-- > 0) { int n = network.Read(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, 4)); Use(n); }")]
    [InlineData("var other = new byte[9]; while (length-- > 0) { int n = network.Read(buffer); text.Append(Encoding.UTF8.GetString(other, 0, n)); }")]
    [InlineData("int n; while ((n = stream.Read(buffer)) > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, n));")]
    [InlineData("var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, 0); int n; while ((n = udp.Receive(buffer)) > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, n));")]
    [InlineData("int m = network.Read(buffer); while (length-- > 0) { text.Append(Encoding.UTF8.GetString(buffer, 0, m)); }")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.UTF8.GetString(buffer));")]
    [InlineData("Decoder d = Encoding.UTF8.GetDecoder(); var c = new char[99]; int n; while ((n = network.Read(buffer)) > 0) text.Append(c, 0, d.GetChars(buffer, 0, n, c, 0));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Row.Default.GetString(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Row.GetEncoding(\"utf-8\").GetString(buffer, 0, n));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(new Text().GetString());")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.UTF8.GetString(new Text().AsSpan()));")]
    [InlineData("int n; while ((n = network.Read(buffer)) > 0) text.Append(new Own.UTF8Encoding().GetString(buffer, 0, n));")]
    [InlineData("var e = (Encoding)Encoding.ASCII.Clone(); int n; while ((n = network.Read(buffer)) > 0) text.Append(e.GetString(buffer, 0, n));")]
    public Task Text_that_cannot_be_cut_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statements) + """

        sealed class Text : UTF8Encoding
        {
            public string GetString() => "";
            public ReadOnlySpan<byte> AsSpan() => default;
        }

        static class Own
        {
            public sealed class UTF8Encoding { public string GetString(byte[] bytes, int start, int count) => ""; }
        }

        sealed class Row
        {
            public string GetString() => "";
            public static Encoding Default => Encoding.ASCII;
            public static Encoding GetEncoding(string name) => Encoding.GetEncoding(name + "-ascii");
        }
        """);

    [Fact]
    public Task Spans_are_known_where_they_convert_by_an_operator() => Verify.VerifyAnalyzerAsync(
        BytesSource.InMethod(
            "int n; while ((n = socket.Receive(buffer)) > 0) text.Append([|Encoding.UTF8.GetString(buffer.AsSpan(0, n))|]);"),
        new ProjectSettings { Language = LanguageVersion.CSharp13 });

    [Fact]
    public Task Fields_and_top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using System.Text;
        var reader = new Reader(new TcpClient("localhost", 7));
        reader.Read();
        partial class Reader(TcpClient client)
        {
            private static readonly Encoding s_utf8 = new UTF8Encoding(false);
            private readonly byte[] _buffer = new byte[100];
            private string _text = "";
            public void Read()
            {
                NetworkStream stream = client.GetStream();
                for (int n; (n = stream.Read(_buffer)) > 0;)
                    _text += [|s_utf8.GetString(_buffer, 0, n)|];
            }
        }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        using System.Text;
        sealed class NetworkStream { public int Read(byte[] buffer) => 0; }
        class C
        {
            static void M(NetworkStream s, StringBuilder t, byte[] b)
            {
                int n;
                while ((n = s.Read(b)) > 0)
                    t.Append(Encoding.UTF8.GetString(b, 0, n));
            }
        }
        """);

    [Fact]
    public async Task The_message_names_the_buffer() => Assert.Equal(
        ["A character may be cut in two where 'buffer' ends; decode by one Decoder, or when all bytes are there"],
        await Verify.MessagesAsync(BytesSource.InMethod(
            "int n; while ((n = network.Read(buffer)) > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, n));")));
}

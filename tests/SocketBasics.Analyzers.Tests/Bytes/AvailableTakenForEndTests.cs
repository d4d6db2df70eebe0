using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.AvailableTakenForEndAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AvailableTakenForEndTests
{
    private const string Append = "text.Append(Encoding.UTF8.GetString(buffer, 0, n)); ";

    private const string ReadNetwork = "var text = new StringBuilder(); int n; do { n = network.Read(buffer, 0, 9); ";

    [Theory]
    [InlineData(ReadNetwork + Append + "} while ([|network.DataAvailable|]); Use(text.ToString());")]
    [InlineData("var text = new StringBuilder(); do { int n = socket.Receive(buffer); " + Append + "} while ([|socket.Available|] > 0); Use(text);")]
    [InlineData("var text = new StringBuilder(); do { int n = await socket.ReceiveAsync(buffer).ConfigureAwait(false); " + Append + "} while (0 != [|client.Available|]); Use(text);")]
    [InlineData("string all = \"\"; do { int n = network.Read(buffer); all += Encoding.UTF8.GetString(buffer, 0, n); } while ([|network.DataAvailable|]); Use(all);")]
    [InlineData("string all = \"\"; do { int n = network.Read(buffer); all = all + Encoding.UTF8.GetString(buffer, 0, n); } while ([|network.DataAvailable|]); Use(all);")]
    [InlineData("var text = new StringBuilder(); do { await network.ReadAsync(buffer); string s = Decode(buffer); text.Append(s); } while ([|network.DataAvailable|]); Use(text);")]
    [InlineData("while (true) { " + ReadNetwork + Append + "} while (network.CanRead && [|network.DataAvailable|]); string s = text.ToString(); if (s == \"bye\") break; Console.Write(s); }")]
    [InlineData("while (true) { " + ReadNetwork + Append + "} while (client.Connected && [|client.GetStream().DataAvailable|]); network.Write(Encoding.UTF8.GetBytes(text.ToString())); }")]
    [InlineData("Func<string> read = () => { " + ReadNetwork + Append + "} while ([|network.DataAvailable|]); return text.ToString(); };")]
    [InlineData("string Read() { " + ReadNetwork + Append + "} while ([|network.DataAvailable|]); return text.ToString(); } Use(Read());")]
    [InlineData("Action done = () => { }; " + ReadNetwork + Append + "} while ([|network.DataAvailable|]); done += () => Use(text);")]
    [InlineData("var text = new StringBuilder(); do { int n = network.Read(buffer); for (int i = 0; i < n; i++) text.Append((char)buffer[i]); } while ([|network.DataAvailable|]); Use(text);")]
    [InlineData("string all = \"\"; do { int n = network.Read(buffer); all += Encoding.UTF8.GetString(buffer, 0, n); } while (client.Connected & [|network.DataAvailable|]); Use(all);")]
    public async Task A_text_that_ends_where_nothing_is_available_is_flagged(string statements)
    {
        await VerifyAsync(statements);
        Assert.Equal([DiagnosticSeverity.Warning], await SeveritiesAsync(statements));
    }

    [Theory]
    [InlineData("var all = new MemoryStream(); do { int n = network.Read(buffer); all.Write(buffer, 0, n); } while ([|network.DataAvailable|]); Use(all.ToArray());")]
    [InlineData("var all = new List<byte>(); do { int n = socket.Receive(buffer); all.AddRange(buffer.Take(n)); } while ([|socket.Available|] > 0); Use(all);")]
    [InlineData("var text = new StringBuilder(); while ([|network.DataAvailable|]) { int n = network.Read(buffer); " + Append + "} Use(text);")]
    [InlineData("string all = \"\"; while ([|client.Available|] > 0) { int n = network.Read(buffer); all += Encoding.UTF8.GetString(buffer, 0, n); } Use(all);")]
    [InlineData("string all = \"\"; for (; [|client.Available|] > 0; ) { int n = network.Read(buffer); all += Encoding.UTF8.GetString(buffer, 0, n); } Use(all);")]
    [InlineData("var all = new MemoryStream(); do { int n = network.Read(buffer); await all.WriteAsync(buffer.AsMemory(0, n)); } while ([|network.DataAvailable|]); Use(all);")]
    [InlineData("var all = new List<byte>(); do { if (socket.Receive(buffer, 1, 0) == 1) all.Add(buffer[0]); } while ([|socket.Available|] > 0); Use(all);")]
    public async Task Other_forms_are_a_suggestion(string statements)
    {
        await VerifyAsync(statements);
        Assert.Equal([DiagnosticSeverity.Info], await SeveritiesAsync(statements));
    }

    [Theory]
    [InlineData("while (network.DataAvailable) network.Read(buffer);")]
    [InlineData("do { int n = network.Read(buffer); Console.Write(Encoding.UTF8.GetString(buffer, 0, n)); } while (network.DataAvailable);")]
    [InlineData("do { int n = network.Read(buffer); Parse(buffer, n); } while (network.DataAvailable);")]
    [InlineData("int total = 0; do { total += network.Read(buffer); } while (network.DataAvailable); Use(total);")]
    [InlineData(ReadNetwork + Append + "} while (network.DataAvailable);")]
    [InlineData(ReadNetwork + "var part = new StringBuilder(); part.Append('a'); } while (network.DataAvailable); Use(text);")]
    [InlineData("using var file = File.Create(\"log\"); do { int n = network.Read(buffer); file.Write(buffer, 0, n); } while (network.DataAvailable); Use(file.Length);")]
    [InlineData("int total = 0; do { int n = network.Read(buffer); total = total + n; } while (network.DataAvailable); Use(total);")]
    [InlineData("string last = \"\"; do { int n = network.Read(buffer); last = \"got \" + Encoding.UTF8.GetString(buffer, 0, n); } while (network.DataAvailable); Use(last);")]
    public Task Bytes_that_are_drained_or_handed_on_are_not_flagged(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData("var text = new StringBuilder(); while (true) { do { int n = network.Read(buffer); " + Append + "} while (network.DataAvailable); if (text.ToString().Contains('x')) break; }")]
    [InlineData(ReadNetwork + Append + "} while (network.DataAvailable); outer.Append(text);")]
    [InlineData(ReadNetwork + Append + "} while (network.DataAvailable); Feed(text.ToString());")]
    [InlineData("var parts = new Stack<string>(); " + ReadNetwork + Append + "} while (network.DataAvailable); parts.Push(text.ToString());")]
    [InlineData("var parts = new List<char>(); " + ReadNetwork + Append + "} while (network.DataAvailable); parts.AddRange(text.ToString());")]
    [InlineData("string pending = \"\"; " + ReadNetwork + Append + "} while (network.DataAvailable); string part = text.ToString(); pending += part; Use(pending);")]
    [InlineData("do { int n = network.Read(buffer); outer.Append(Encoding.UTF8.GetString(buffer, 0, n)); } while (network.DataAvailable); Use(outer);")]
    [InlineData("do { int n = network.Read(buffer); s_text += Encoding.UTF8.GetString(buffer, 0, n); } while (network.DataAvailable); Use(s_text);")]
    public Task What_is_collected_over_several_loops_is_not_flagged(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData(ReadNetwork + Append + "} while (network.DataAvailable && text.Length < length); Use(text);")]
    [InlineData(ReadNetwork + Append + "} while (network.DataAvailable || n > 0); Use(text);")]
    [InlineData(ReadNetwork + Append + "} while (!network.DataAvailable); Use(text);")]
    [InlineData(ReadNetwork + Append + "} while (n > 0); Use(text);")]
    [InlineData(ReadNetwork + Append + "} while (socket.Available > 10); Use(text);")]
    [InlineData("using var file = File.OpenRead(\"x\"); var text = new StringBuilder(); do { int n = file.Read(buffer); " + Append + "} while (network.DataAvailable); Use(text);")]
    [InlineData("var udp = new UdpClient(); var text = new StringBuilder(); do { int n = socket.Receive(buffer); " + Append + "} while (udp.Available > 0); Use(text);")]
    [InlineData("var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, 0); var text = new StringBuilder(); do { int n = udp.Receive(buffer); " + Append + "} while (udp.Available > 0); Use(text);")]
    [InlineData("var text = new StringBuilder(); do { network.ReadExactly(buffer); text.Append(Encoding.UTF8.GetString(buffer)); } while (network.DataAvailable); Use(text);")]
    [InlineData("var text = new StringBuilder(); do { int n = 0; while (n < 4) n += network.Read(buffer, n, 4 - n); " + Append + "} while (network.DataAvailable); Use(text);")]
    [InlineData("var text = new StringBuilder(); do { text.Append('.'); await Task.Delay(1); } while (!network.DataAvailable); Use(text);")]
    [InlineData("var text = new StringBuilder(); do { int n = network.Read(buffer); text.Append((char)n); } while (client.Connected); Use(text);")]
    [InlineData("var stop = new ManualResetEventSlim(); var text = new StringBuilder(); do { int n = network.Read(buffer); text.Append((char)n); } while (network.DataAvailable && stop.IsSet); Use(text);")]
    [InlineData("var ring = new Ring(); var text = new StringBuilder(); do { int n = network.Read(buffer); text.Append((char)n); } while (ring.DataAvailable); Use(text);")]
    [InlineData("var text = new StringBuilder(); do { int n = network.Read(buffer); text.Append((char)n); } while (socket.ReceiveTimeout > 0); Use(text);")]
    public Task Other_conditions_and_other_reads_are_not_flagged(string statements) => VerifyAsync(statements);

    [Fact]
    public Task Members_are_looked_at() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        using System.Text;
        partial class C
        {
            internal NetworkStream Stream { get; private set; } = null!;
            string Read()
            {
                var data = new byte[64];
                var builder = new StringBuilder();
                int bytes = 0;
                do
                {
                    bytes = Stream.Read(data, 0, data.Length);
                    builder.Append(Encoding.Unicode.GetString(data, 0, bytes));
                }
                while ([|Stream.DataAvailable|]);
                return builder.ToString();
            }
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using var client = new TcpClient("localhost", 7);
        NetworkStream stream = client.GetStream();
        var line = new byte[100];
        string text = "";
        do
        {
            int n = stream.Read(line);
            text += System.Text.Encoding.ASCII.GetString(line, 0, n);
        }
        while ([|stream.DataAvailable|]);
        System.Console.WriteLine(text);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class NetworkStream { public bool DataAvailable => true; public int Read(byte[] buffer) => 0; }
        class C
        {
            static string M(NetworkStream stream, byte[] b)
            {
                string s = "";
                do { s += stream.Read(b); } while (stream.DataAvailable);
                return s;
            }
        }
        """);

    [Fact]
    public async Task The_message_names_the_property() => Assert.Equal(
        ["'DataAvailable' tells what has arrived by now, not where the message ends; read as far as its length or end mark says"],
        await Verify.MessagesAsync(Source(ReadNetwork + Append + "} while (network.DataAvailable); Use(text.ToString());")));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        Source(ReadNetwork + Append + "} while (network.DataAvailable && client.Connected); Use(text.ToString());"));

    private static Task VerifyAsync(string statements) => Verify.VerifyAnalyzerAsync(Source(statements));

    private static Task<IEnumerable<DiagnosticSeverity>> SeveritiesAsync(string statements) =>
        Verify.SeveritiesAsync(Markup.Parse(Source(statements)).Source);

    /// <summary>Here <c>text</c> is each test's own.</summary>
    private static string Source(string statements) => BytesSource.InMethod(statements)
        .Replace("StringBuilder text,", "StringBuilder outer,", StringComparison.Ordinal)
        .Replace(
            "class C\n{",
            "class C\n{\n    private static string s_text = \"\";\n    static string Decode(byte[] bytes) => s_text;\n"
                + "    static void Feed(string part) { }\n"
                + "    sealed class Ring { public bool DataAvailable => true; }",
            StringComparison.Ordinal);
}

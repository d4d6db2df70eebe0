using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.WholeBufferUsedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class WholeBufferUsedTests
{
    private const string Read = "int n = socket.Receive(buffer); if (n == 0) return; ";

    [Theory]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("Use([|Encoding.ASCII.GetString(buffer)|].Replace(\"\\0\", \"\"));")]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer, 0, buffer.Length)|]);")]
    [InlineData("int all = buffer.Length; Use([|Encoding.UTF8.GetString(buffer, 0, all)|]);")]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer.AsSpan())|]);")]
    [InlineData("Use([|new UTF8Encoding(false).GetChars(buffer)|]);")]
    [InlineData("[|socket.Send(buffer)|];")]
    [InlineData("[|socket.Send(buffer, buffer.Length, SocketFlags.None)|];")]
    [InlineData("[|socket.Send(buffer, 0, buffer.Length, SocketFlags.None)|];")]
    [InlineData("await [|socket.SendAsync(buffer)|].ConfigureAwait(false);")]
    [InlineData("[|stream.Write(buffer)|];")]
    [InlineData("[|stream.Write(buffer, 0, buffer.Length)|];")]
    [InlineData("await [|network.WriteAsync(buffer, token)|];")]
    [InlineData("some?[|.Write(buffer, 0, buffer.Length)|];")]
    [InlineData("await [|connection.SendAsync(buffer)|];")]
    [InlineData("Use([|new MemoryStream(buffer)|]);")]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer)|]); Use([|Encoding.ASCII.GetString(buffer)|]);")]
    [InlineData("if (buffer[0] == 1 && buffer.Length > 4) { Use([|Encoding.UTF8.GetString(buffer)|]); }")]
    [InlineData("try { using (client) { Use([|Encoding.UTF8.GetString(buffer)|]); } } catch { }")]
    [InlineData("switch (buffer[0]) { case 1: Use(1); Use([|Encoding.UTF8.GetString(buffer)|]); break; }")]
    [InlineData("Console.WriteLine($\"{n} bytes\"); Use(\"got \" + n); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("await [|socket.SendAsync(buffer.AsMemory())|];")]
    [InlineData("Console.WriteLine(nameof(buffer)); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("byte first; first = buffer[0]; Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("text.Append(Convert.ToString(buffer[0], 2)); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer.AsSpan())|]); [|socket.Send(buffer)|];")]
    [InlineData("await [|socket.SendAsync(buffer.AsMemory())|]; [|socket.Send(buffer)|];")]
    [InlineData("await [|connection.SendAsync(buffer)|]; [|socket.Send(buffer)|];")]
    [InlineData("Console.WriteLine(n); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("System.Diagnostics.Debug.WriteLine(n); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("System.Diagnostics.Trace.WriteLine(n); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("await [|SocketTaskExtensions.SendAsync(socket, buffer, SocketFlags.None)|];")]
    public Task All_of_a_buffer_is_flagged_when_the_count_is_only_tested(string statements) => Verify.VerifyAnalyzerAsync(
        BytesSource.InMethod((Read + statements).Replace("Use(\"got \" + n)", "Console.Write(\"got \" + n)", StringComparison.Ordinal)));

    [Theory]
    [InlineData("network.Read(buffer, 0, buffer.Length); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("await network.ReadAsync(buffer, 0, 85); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("using NetworkStream s = client.GetStream(); s.Read(buffer, 0, buffer.Length); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("Stream s = client.GetStream(); s.Read(buffer, 0, buffer.Length); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("var s = new SslStream(stream); s.Read(buffer); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("Stream s = connection.AsStream(); await s.ReadAsync(buffer); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("if (await connection.ReceiveAsync(memory) > 0) await [|connection.SendAsync(memory)|];")]
    [InlineData("int n = await socket.ReceiveAsync(memory); if (n is 0) return; Use([|Encoding.UTF8.GetString(memory.Span)|]);")]
    [InlineData("int n = socket.Receive(buffer.AsSpan()); if (0 >= n) return; Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("int n; while ((n = socket.Receive(buffer)) > 0) Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("while (await socket.ReceiveAsync(buffer).ConfigureAwait(false) is not 0) { Use([|Encoding.UTF8.GetString(buffer)|]); }")]
    [InlineData("for (int n; (n = socket.Receive(buffer)) != 0;) Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("int n; do { n = socket.Receive(buffer); text.Append([|Encoding.UTF8.GetString(buffer)|]); } while (n > 0);")]
    [InlineData("if (length > 0 && socket.Receive(buffer) >= 1) Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("int n; n = socket.ReceiveAsync(buffer).Result; if (n < 1) return; Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("Action echo = () => { if (socket.Receive(buffer) == 0) return; [|socket.Send(buffer)|]; };")]
    [InlineData("void Echo() { if (socket.Receive(buffer) == 0) return; [|socket.Send(buffer)|]; } Echo();")]
    [InlineData("int n = await socket.ReceiveAsync(memory); if (n == 0) return; Use([|Encoding.UTF8.GetString(memory.Span)|]); Use([|Encoding.ASCII.GetString(memory.Span)|]);")]
    [InlineData("if (socket.Receive(buffer) == 0) return; else Use(length); Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("if (socket.Receive(buffer) == 0) return; else { Use([|Encoding.UTF8.GetString(buffer)|]); }")]
    [InlineData("int n = socket.Receive(buffer); if (1 > n) return; Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("int n = socket.Receive(buffer); if (1 <= n) { Use([|Encoding.UTF8.GetString(buffer)|]); }")]
    [InlineData("int n = socket.Receive(buffer); if (n is <= 0) return; Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("int n = socket.Receive(buffer); if (n is < 1) return; Use([|Encoding.UTF8.GetString(buffer)|]);")]
    [InlineData("if (socket.Receive(new Memory<byte>(buffer).Span) == 0) return; Use([|Encoding.UTF8.GetString(buffer)|]);")]
    public Task Each_way_to_read_is_known(string statements) => Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statements));

    [Theory]
    [InlineData("int n = socket.Receive(buffer); Use(Encoding.UTF8.GetString(buffer, 0, n));")]
    [InlineData("int n = socket.Receive(buffer); if (n != buffer.Length) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("int n = socket.Receive(buffer); if (n < 4) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("int n = socket.Receive(buffer); if (n is not 16) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("int n = socket.Receive(buffer); Use(n); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("int n = socket.Receive(buffer); Array.Resize(ref buffer, n); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("int n = socket.Receive(buffer); Parse(buffer, n); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("length += socket.Receive(buffer); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (socket.Receive(buffer) == 4) Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("Use(socket.Receive(buffer)); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("socket.Receive(buffer); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("ref int n = ref Counts[0]; n = socket.Receive(buffer); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("int n = socket.Receive(buffer); if (4 > n) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("int n = socket.Receive(buffer); if (1 >= n) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("int n = socket.Receive(buffer); if (1 < n) { Use(Encoding.UTF8.GetString(buffer)); }")]
    [InlineData("int n = socket.Receive(buffer); if (n is > 4) { Use(Encoding.UTF8.GetString(buffer)); }")]
    [InlineData("int n = socket.Receive(buffer); length = n; Use(Encoding.UTF8.GetString(buffer));")]
    public Task A_count_that_is_used_or_reported_by_SB1301_makes_it_silent(string statements) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statements)
            .Replace("class C\n{", "class C\n{\n    private static readonly int[] Counts = new int[4];", StringComparison.Ordinal));

    [Theory]
    [InlineData("network.ReadExactly(buffer); ")]
    [InlineData("int m = 1; while (m < buffer.Length) { int more = socket.Receive(buffer, m, buffer.Length - m, 0); m += more; } ")]
    [InlineData("buffer = new byte[10]; ")]
    [InlineData("Parse(buffer, 4); ")]
    [InlineData("Array.Clear(buffer); ")]
    [InlineData("buffer[99] = 0; ")]
    [InlineData("Random.Shared.NextBytes(buffer); ")]
    [InlineData("byte[] other = buffer; Use(other); ")]
    [InlineData("foreach (ref byte b in buffer.AsSpan()) b = 0; ")]
    [InlineData("if (length > 3) { network.ReadExactly(buffer); } ")]
    [InlineData("System.Threading.Volatile.Write(ref buffer[0], 1); ")]
    [InlineData("buffer[0]++; ")]
    [InlineData("if (socket.Poll(1, SelectMode.SelectRead)) { Array.Clear(buffer); } ")]
    public Task A_buffer_that_something_else_may_have_filled_is_not_flagged(string between) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(Read + between + "Use(Encoding.UTF8.GetString(buffer));"));

    [Theory]
    [InlineData("int n = stream.Read(buffer, 0, 100); if (n == 0) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("using var file = File.OpenRead(\"x\"); file.Read(buffer, 0, 100); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (socket.Receive(buffer, 10, 4, SocketFlags.None) == 0) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (socket.Receive(buffer.AsSpan(4)) == 0) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (socket.Receive(buffer) == 0) return; Use(Encoding.UTF8.GetString(buffer, 0, 4));")]
    [InlineData("if (socket.Receive(buffer) == 0) return; Use(Encoding.UTF8.GetString(buffer, 4, buffer.Length - 4));")]
    [InlineData("if (socket.Receive(buffer) == 0) return; Use(Encoding.UTF8.GetString(new byte[buffer.Length]));")]
    [InlineData("var one = new byte[1]; if (socket.Receive(one) == 0) return; text.Append(Encoding.ASCII.GetString(one));")]
    [InlineData("byte[] one = new byte[1]; if (await connection.ReceiveAsync(one) == 0) return; await connection.SendAsync(one);")]
    [InlineData("if (socket.Receive(buffer, 1, SocketFlags.None) == 0) return; text.Append(Encoding.ASCII.GetString(buffer));")]
    [InlineData("var all = new byte[socket.Available]; if (socket.Receive(all) == 0) return; Use(Encoding.UTF8.GetString(all));")]
    [InlineData("if (socket.Receive(buffer, SocketFlags.Peek) == 0) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("Task<int> reading = socket.ReceiveAsync(buffer); Use(Encoding.UTF8.GetString(buffer)); await reading;")]
    [InlineData("if (length > 0 || socket.Receive(buffer) > 0) Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (length > 0 && socket.Receive(buffer) == 0) return; else Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("while (true) { Use(Encoding.UTF8.GetString(buffer)); if (socket.Receive(buffer) == 0) break; }")]
    [InlineData("do { Use(Encoding.UTF8.GetString(buffer)); } while (socket.Receive(buffer) > 0);")]
    [InlineData("if (socket.Receive(buffer) == 0) return; Action later = () => Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("try { if (socket.Receive(buffer) == 0) return; } catch { Use(Encoding.UTF8.GetString(buffer)); }")]
    [InlineData("socket.Send(buffer); if (socket.Receive(buffer) == 0) return;")]
    [InlineData("byte[] answer = buffer.ToArray(); if (socket.Receive(buffer) == 0) return; socket.Send(answer);")]
    [InlineData("if (Encoding.UTF8.GetString(buffer) == \"x\" && socket.Receive(buffer) > 0) return;")]
    [InlineData("if (await socket.ReceiveAsync(memory) == 0) return; memory.Span.Clear(); Use(Encoding.UTF8.GetString(memory.Span));")]
    [InlineData("while (Encoding.UTF8.GetString(buffer) != \"x\" && socket.Receive(buffer) > 0) { }")]
    [InlineData("for (; Encoding.UTF8.GetString(buffer) != \"x\" && socket.Receive(buffer) > 0; ) { }")]
    [InlineData("if (socket.Receive(buffer) == 0) return; try { network.ReadExactly(buffer); } finally { Use(Encoding.UTF8.GetString(buffer)); }")]
    [InlineData("if (socket.Receive(buffer) == 0) return; try { network.ReadExactly(buffer); } catch { Use(Encoding.UTF8.GetString(buffer)); }")]
    [InlineData("if (socket.Receive(buffer) == 0) return; void Later() => Use(Encoding.UTF8.GetString(buffer)); network.ReadExactly(buffer); Later();")]
    [InlineData("if (socket.Receive(buffer) == 0) return; while (length-- > 0) { Use(Encoding.UTF8.GetString(buffer)); network.ReadExactly(buffer); }")]
    [InlineData("if (socket.Receive(buffer) == 0) return; switch (length) { case 1: network.ReadExactly(buffer); Use(Encoding.UTF8.GetString(buffer)); break; }")]
    [InlineData("if (length > 0 && socket.Receive(buffer) == 0) return; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (length > 9 || socket.Receive(buffer) == 0) length = 0; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("Action drain = () => { while (socket.Receive(buffer) > 0) { } }; Use(Encoding.UTF8.GetString(buffer)); drain();")]
    [InlineData("bool more = length > 0 ? socket.Receive(buffer) > 0 : false; Use(Encoding.UTF8.GetString(buffer)); Use(more);")]
    [InlineData("bool? known = null; bool over = known ?? socket.Receive(buffer) == 0; Use(Encoding.UTF8.GetString(buffer)); Use(over);")]
    [InlineData("bool over = length switch { 0 => true, _ => socket.Receive(buffer) == 0 }; Use(Encoding.UTF8.GetString(buffer)); Use(over);")]
    [InlineData("if (length > 0) { if (socket.Receive(buffer) == 0) return; } Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (socket.Receive(buffer) == 0) { Array.Clear(buffer); } Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("network.ReadAsync(buffer); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (socket.Receive(buffer) == 0) return; Use(Encoding.UTF8.GetString(Decrypt(buffer)));")]
    [InlineData("if (socket.Receive(buffer) == 0) return; await socket.SendAsync(new ArraySegment<byte>(buffer, 0, 4), SocketFlags.None);")]
    [InlineData("if (socket.Receive(buffer) == 0) return; socket.Send(new Packet(buffer));")]
    [InlineData("Packet packet = new(buffer); if (socket.Receive(packet) == 0) return; socket.Send(packet, packet.Used, SocketFlags.None);")]
    [InlineData("var pair = new Pair(); if (socket.Receive(pair.In) == 0) return; socket.Send(pair.Out);")]
    [InlineData("var parts = new List<byte[]>(); if (socket.Receive(parts[0]) == 0) return; Use(Encoding.UTF8.GetString(parts[1]));")]
    [InlineData("if (socket.Receive(buffer) == 0) return; Use(Encoding.UTF8.GetString(buffer, 4, buffer.Length));")]
    [InlineData("if (socket.Receive(buffer) == 0) return; socket.Send(new List<ArraySegment<byte>> { buffer });")]
    [InlineData("if (socket.Receive(buffer) == 0) return; new Codec().GetString(buffer);")]
    [InlineData("if (socket.Receive(buffer) == 0) return; new Codec().Write(buffer);")]
    [InlineData("if (socket.Receive(buffer) == 0) return; new Codec().Send(buffer);")]
    public Task What_may_be_all_of_it_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statements)
            .Replace("class C\n{", "class C\n{\n    static byte[] Decrypt(byte[] bytes) => [.. bytes.Reverse()];", StringComparison.Ordinal)
            + """

            struct Pair { public Pair() { } public byte[] In { get; } = new byte[9]; public byte[] Out { get; } = new byte[9]; }
            sealed class Codec { public void GetString(byte[] bytes) { } public void Write(byte[] buffer) { } public void Send(byte[] buffer) { } }
            sealed class Packet(byte[] bytes)
            {
                public int Used { get; set; }
                public static implicit operator byte[](Packet packet) => packet.ToArray();
                private byte[] ToArray() => bytes;
            }
            """);

    [Fact]
    public Task Fields_are_told_apart_by_their_object() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        using System.Text;
        class State { public byte[] Buffer = new byte[100]; public Socket Socket = null!; }
        partial class C
        {
            private readonly byte[] _buffer = new byte[100];
            private NetworkStream _stream;
            C(TcpClient client) => _stream = client.GetStream();
            string One() { if (_stream.Read(_buffer, 0, _buffer.Length) == 0) return ""; return [|Encoding.UTF8.GetString(this._buffer)|]; }
            private static readonly byte[] s_line = new byte[100];
            static string Line(Socket socket) { if (socket.Receive(s_line) == 0) return ""; return [|Encoding.UTF8.GetString(s_line)|]; }
            static string Same(State a) { if (a.Socket.Receive(a.Buffer) == 0) return ""; return [|Encoding.UTF8.GetString(a.Buffer)|]; }
            static string Other(State a, State b) { if (a.Socket.Receive(a.Buffer) == 0) return ""; return Encoding.UTF8.GetString(b.Buffer); }
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using var client = new TcpClient("localhost", 7);
        var stream = client.GetStream();
        var line = new byte[100];
        while (await stream.ReadAsync(line) > 0)
            await [|stream.WriteAsync(line)|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public int Receive(byte[] buffer) => 0; public void Send(byte[] buffer) { } }
        class C { static void M(Socket s, byte[] b) { if (s.Receive(b) > 0) s.Send(b); } }
        """);

    [Fact]
    public async Task The_message_names_call_buffer_and_read() => Assert.Equal(
        ["'GetString' takes all of 'buffer', but 'Socket.Receive' may have filled only the start of it; the bytes behind its count are old"],
        await Verify.MessagesAsync(BytesSource.InMethod(Read + "Use(Encoding.UTF8.GetString(buffer));")));
}

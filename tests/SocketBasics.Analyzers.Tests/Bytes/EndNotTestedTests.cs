using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.EndNotTestedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class EndNotTestedTests
{
    [Theory]
    [InlineData("while (total < length) total += [|socket.Receive(buffer, total, length - total, SocketFlags.None)|];")]
    [InlineData("while (total < length) { total += await [|socket.ReceiveAsync(memory.Slice(total), token)|].ConfigureAwait(false); }")]
    [InlineData("while (total < memory.Length) total += await [|connection.ReceiveAsync(memory[total..])|];")]
    [InlineData("while (total != buffer.Length) total += [|network.Read(buffer, total, buffer.Length)|];")]
    [InlineData("do { total += [|network.Read(buffer, total, length - total)|]; } while (total < length);")]
    [InlineData("while ((total += [|socket.Receive(buffer, total, length - total, 0)|]) < length) { }")]
    [InlineData("for (int i = 0; i < length; i += [|socket.Receive(buffer, i, length - i, 0)|]) { }")]
    [InlineData("for (; total < length; ) total = total + [|network.Read(buffer, total, length - total)|];")]
    [InlineData("while (total < length && socket.Connected) total += [|socket.Receive(buffer)|];")]
    [InlineData("while (total < length && network.CanRead) total += [|network.Read(buffer)|];")]
    [InlineData("while (length > 0) { int n = [|network.Read(buffer, 0, Math.Min(buffer.Length, length))|]; stream.Write(buffer, 0, n); length -= n; }")]
    [InlineData("while (total < length) { byte[] part = new byte[8]; int n = [|socket.Receive(part, 0, 8, 0)|]; Array.Copy(part, 0, buffer, total, n); total += n; }")]
    [InlineData("int n; while (total < length) { n = [|socket.Receive(buffer)|]; total = total + n; Console.WriteLine($\"{n} of {length}\"); }")]
    [InlineData("int n = 0; do { n = await [|network.ReadAsync(buffer)|]; text.Append(Encoding.UTF8.GetString(buffer, 0, n)); } while (!text.ToString().Contains(\"\\n\"));")]
    [InlineData("string s = \"\"; while (!s.EndsWith('\\n')) { int n = [|network.Read(buffer)|]; s += Encoding.UTF8.GetString(buffer, 0, n); }")]
    [InlineData("while (true) { total += [|socket.Receive(buffer, total, 1, 0)|]; if (total == length) break; }")]
    [InlineData("while (true) { int n = [|network.Read(buffer)|]; total += n; if (total >= length) { Use(buffer); return; } }")]
    [InlineData("while (total < length) { try { total += [|network.Read(buffer)|]; } catch (IOException) { break; } }")]
    [InlineData("while (true) { int n = [|socket.Receive(buffer)|]; Console.WriteLine(Encoding.UTF8.GetString(buffer, 0, n)); }")]
    [InlineData("for (;;) { int n = [|network.Read(buffer)|]; network.Write(buffer, 0, n); }")]
    [InlineData("Action fill = () => { while (total < length) total += [|socket.Receive(buffer)|]; };")]
    [InlineData("void Fill() { int t = 0; while (t < length) t += [|socket.Receive(buffer)|]; } Fill();")]
    [InlineData("foreach (var b in new[] { buffer }) { int t = 0; while (t < b.Length) t += [|socket.Receive(b, t, b.Length - t, 0)|]; }")]
    [InlineData("Stream s = client.GetStream(); while (total < length) total += [|s.Read(buffer)|];")]
    [InlineData("int sum = 0; while (total < length) { total += [|socket.Receive(buffer)|]; sum += total; }")]
    [InlineData("int sum = 0; while (total < length) { total += [|socket.Receive(buffer)|]; sum = total; }")]
    [InlineData("int n; while (total < length) { n = [|socket.Receive(buffer)|]; total = n + total; }")]
    [InlineData("while (text.Length < length) { int n = [|network.Read(buffer)|]; text.Append(Encoding.UTF8.GetString(buffer, 0, n)); total = text.Length; }")]
    [InlineData("while (total < length) { total += [|socket.Receive(buffer)|]; Console.WriteLine(\"more\"); }")]
    [InlineData("while (total < sizeof(int)) total += [|socket.Receive(buffer)|];")]
    [InlineData("while ((total += await [|socket.ReceiveAsync(memory)|]) < length) { }")]
    [InlineData("long all = length; while (total < all) total += [|socket.Receive(buffer)|];")]
    [InlineData("var parts = new List<byte[]>(); while (total < parts.Count) total += [|socket.Receive(buffer)|];")]
    [InlineData("while (total < client.ReceiveBufferSize) total += [|network.Read(buffer)|];")]
    [InlineData("while (total < memory.Length) total += await [|connection.ReceiveAsync(memory.Slice(total))|];")]
    [InlineData("while (text.ToString().IndexOf('.') < 0) { int n = [|network.Read(buffer)|]; text.Append(Encoding.UTF8.GetString(buffer, 0, n)); }")]
    [InlineData("while (text.ToString().LastIndexOf('.') < 9) { int n = [|network.Read(buffer)|]; text.Append(Encoding.UTF8.GetString(buffer, 0, n)); }")]
    [InlineData("while (total < length) { total += [|socket.Receive(buffer)|]; Func<int> one = () => { return 1; }; Use(one); }")]
    [InlineData("while (total < length) { total += [|socket.Receive(buffer)|]; int One() { return 1; } Use((Func<int>)One); }")]
    [InlineData("while (!text.ToString().StartsWith(\"ok\")) { int n = [|network.Read(buffer)|]; text.Append(Encoding.UTF8.GetString(buffer, 0, n)); }")]
    [InlineData("while (total < length) { int n = [|socket.Receive(buffer)|]; if (length > 9) total += n; else total += n; }")]
    [InlineData("while (total < length) { int n = [|socket.Receive(buffer)|]; total += n; stream.Write(buffer, 0, n - 1); }")]
    [InlineData("while (total < length) { int n = [|socket.Receive(buffer)|]; total += n; stream.SetLength(n); }")]
    [InlineData("var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp); while (total < length) total += [|tcp.Receive(buffer)|];")]
    [InlineData("Socket same = new(socket.AddressFamily, socket.SocketType, socket.ProtocolType); while (total < length) total += [|same.Receive(buffer)|];")]
    [InlineData("NetworkStream s = (NetworkStream)stream; while (total < length) total += [|s.Read(buffer)|];")]
    [InlineData("var file = new StreamWriter(stream); while (true) { int n = [|network.Read(buffer)|]; file.Write(Encoding.UTF8.GetString(buffer, 0, n)); }")]
    [InlineData("Stream s; s = client.GetStream(); while (total < length) total += [|s.Read(buffer)|];")]
    [InlineData("Stream? s = null; s = client.GetStream(); while (total < length) total += [|s.Read(buffer)|];")]
    public Task A_loop_that_ends_by_bytes_alone_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod("int total = 0; " + statements));

    [Theory]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); if (n == 0) break; total += n; }")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); if (n is 0) throw new IOException(); total += n; }")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); total += n == 0 ? throw new IOException() : n; }")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); switch (n) { case 0: return; } total += n; }")]
    [InlineData("int n; while (total < length && (n = socket.Receive(buffer)) > 0) total += n;")]
    [InlineData("int n; do { n = socket.Receive(buffer); total += n; } while (n != 0 && total < length);")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); Use(n); total += n; }")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); ArgumentOutOfRangeException.ThrowIfZero(n); total += n; }")]
    [InlineData("int n; do { n = socket.Receive(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, n)); } while (n == buffer.Length);")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); last = n; total += n; }")]
    [InlineData("while (total < length) { int before = total; total += socket.Receive(buffer); if (total == before) break; }")]
    [InlineData("while (true) { Task<int> reading = socket.ReceiveAsync(buffer); await Task.WhenAny(reading, Task.Delay(9)); }")]
    [InlineData("int n; while (total < length) { if ((n = socket.Receive(buffer)) == 0) socket.Dispose(); total += n; }")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); System.Diagnostics.Trace.Assert(n > 0); total += n; }")]
    public Task A_count_that_may_be_tested_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod("int total = 0; int last = 0; Use(last); " + statements));

    [Theory]
    [InlineData("while (total < length && !token.IsCancellationRequested) total += socket.Receive(buffer);")]
    [InlineData("while (total < length) { token.ThrowIfCancellationRequested(); total += socket.Receive(buffer); if (Environment.TickCount > last) break; }")]
    [InlineData("var clock = System.Diagnostics.Stopwatch.StartNew(); while (total < length && clock.ElapsedMilliseconds < 5) total += socket.Receive(buffer);")]
    [InlineData("bool stop = false; while (total < length && !stop) total += socket.Receive(buffer);")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); if (buffer[0] == 1) return; }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); total += 4; }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); total++; }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); total = Math.Max(total, 4); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); total = total + 4; }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); Interlocked.Increment(ref total); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); C.Grow(out total); }")]
    [InlineData("while (text.Length < 9) { int n = network.Read(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, n)); C.Fill(text); }")]
    [InlineData("while (text.Length < 9) { int n = network.Read(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, n)); text.Insert(0, '.'); }")]
    [InlineData("while (text.Length < 9) { int n = network.Read(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, n)); text.Length = 9; }")]
    [InlineData("while (total < length && File.Exists(\"x\")) total += socket.Receive(buffer);")]
    [InlineData("var stop = new ManualResetEvent(false); while (total < length && !stop.WaitOne(0)) total += socket.Receive(buffer);")]
    [InlineData("while (Array.IndexOf(buffer, (byte)10, 0, total) < 0) { total += socket.Receive(buffer); buffer[last++] = 10; }")]
    [InlineData("do { int n = socket.Receive(buffer); Console.WriteLine(n); } while (false);")]
    [InlineData("var all = new List<Socket>(); while (true) { foreach (Socket one in all) { int n = one.Receive(buffer); Console.WriteLine(n); } }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); if (buffer[0] == 1) throw new IOException(); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); if (buffer[0] == 1) goto done; } done: Use(total);")]
    [InlineData("if (total < length) { while (true) { total += socket.Receive(buffer); if (buffer[0] == 1) break; } }")]
    [InlineData("Action fill = () => { while (total < length) { total += socket.Receive(buffer); if (buffer[0] == 1) return; } };")]
    [InlineData("var list = new List<Socket>(); while (total < length) { Socket.Select(list, null, null, 9); total += socket.Receive(buffer); }")]
    [InlineData("var own = new Own(); while (!own.Contains(total)) total += socket.Receive(buffer);")]
    [InlineData("var own = new Own(); while (total < length && own.Read() == 0) total += socket.Receive(buffer);")]
    [InlineData("while (length > 0) length *= socket.Receive(buffer);")]
    [InlineData("while (length > 0) length = length * socket.Receive(buffer);")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); n += 4; total += n; }")]
    [InlineData("while (total < length) { int n = socket.Receive(buffer); last++; total = last + n; }")]
    [InlineData("string s = \"\"; while (s.Length < length) { int n = socket.Receive(buffer); s += n; }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); length--; }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); Grow(ref total); }")]
    [InlineData("while (total < length) { if (socket.Poll(1000, SelectMode.SelectRead)) total += socket.Receive(buffer); }")]
    [InlineData("while (total < length) { if (socket.Available > 0) total += socket.Receive(buffer); }")]
    [InlineData("while (network.DataAvailable) total += network.Read(buffer);")]
    [InlineData("while (Ask()) total += socket.Receive(buffer);")]
    [InlineData("while (Ask(total)) total += socket.Receive(buffer);")]
    [InlineData("while (true) { int n = socket.Receive(buffer); Use(Encoding.UTF8.GetString(buffer, 0, n)); }")]
    [InlineData("while (true) { int n = socket.Receive(buffer); if (Encoding.UTF8.GetString(buffer, 0, n) == \"\") break; }")]
    [InlineData("while (last < length) { total += socket.Receive(buffer); last++; }")]
    [InlineData("foreach (var b in new[] { buffer }) total += socket.Receive(b);")]
    [InlineData("for (int i = 0; i < 3; i++) total += socket.Receive(buffer);")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); void Stop() => length = 0; Stop(); }")]
    [InlineData("while (true) { var wait = socket.BeginReceive(new byte[0], 0, 0, 0, null, null); int n = socket.EndReceive(wait); Console.WriteLine(n); }")]
    [InlineData("while (total < length) { Action later = () => total += socket.Receive(buffer); later(); }")]
    [InlineData("while (!text.ToString().Contains('\\n')) { int n = network.Read(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, n)); text.Append('.'); }")]
    [InlineData("while (text.Length < 9) { int n = network.Read(buffer); text.Append(Encoding.UTF8.GetString(buffer, 0, n)); Use(text); }")]
    [InlineData("while (true) { socket.Send(buffer); int n = socket.Receive(buffer); Console.WriteLine(n); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); await connection.SendAsync(buffer); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); network.Write(buffer, 0, 1); }")]
    [InlineData("var writer = new StreamWriter(network); while (total < length) { total += socket.Receive(buffer); writer.WriteLine(\"more\"); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); await network.WriteAsync(buffer); }")]
    [InlineData("int more = 1; while (total < length) { total += socket.Receive(buffer); network.Write(buffer, 0, more); }")]
    [InlineData("var list = new List<int>(); while (total < list.Count) { total += socket.Receive(buffer); list.Clear(); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); Interlocked.Decrement(ref length); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); int.TryParse(\"4\", out length); }")]
    [InlineData("void Stop() => length = 0; while (total < length) { total += socket.Receive(buffer); Stop(); }")]
    [InlineData("Action stop = () => length = 0; while (total < length) { total += socket.Receive(buffer); stop(); }")]
    [InlineData("while (text.Length < 9) { int n = network.Read(buffer); text.Append(string.Concat(\"got \", n)); }")]
    [InlineData("while (total < length) { total += socket.Receive(buffer); total += Math.Abs(last); }")]
    public Task A_loop_that_may_end_otherwise_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(
            "int total = 0; int last = 0; Use(last); static void Grow(ref int value) => value++; static bool Ask(int n = 0) => n > 0; Ask(); Grow(ref last); "
            + statements).Replace("class C\n{", """
            class C
            {
                static void Grow(out int value) => value = 9;
                static void Fill(StringBuilder text) => text.Append('.');
                sealed class Own { public bool Contains(int n) => n > Environment.TickCount; public int Read() => 0; }
            """, StringComparison.Ordinal));

    [Theory]
    [InlineData("while (total < length) total += stream.Read(buffer, total, length - total);")]
    [InlineData("using var file = File.OpenRead(\"x\"); while (total < length) total += file.Read(buffer);")]
    [InlineData("var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); while (total < length) total += udp.Receive(buffer);")]
    [InlineData("Socket udp = new UdpClient().Client; while (total < length) total += udp.Receive(buffer);")]
    [InlineData("while (total < length) total += socket.Receive(buffer, SocketFlags.Peek);")]
    [InlineData("while (total < length) total += socket.Receive(new byte[0]);")]
    [InlineData("while (total < length) socket.Receive(buffer);")]
    [InlineData("while (total < length) total += socket.Send(buffer);")]
    [InlineData("total += socket.Receive(buffer);")]
    [InlineData("for (total += socket.Receive(buffer); total < length; ) { Use(total); }")]
    [InlineData("Stream s = new Own().AsStream(); while (total < length) total += s.Read(buffer);")]
    [InlineData("Stream s = client.GetStream(); Own.Open(out s); while (total < length) total += s.Read(buffer);")]
    [InlineData("Stream s = client.GetStream(); Own.Wrap(ref s); while (total < length) total += s.Read(buffer);")]
    [InlineData("if (some is Stream s) { if (length > 0) s = client.GetStream(); while (total < length) total += s.Read(buffer); }")]
    [InlineData("if (some is { } s) { if (length > 0) s = client.GetStream(); while (total < length) total += s.Read(buffer); }")]
    [InlineData("var own = new Own(); while (total < length) total += own.Peer.Read(buffer);")]
    [InlineData("var own = new Own(); while (total < length) total += own.Public.Read(buffer);")]
    public Task Files_datagrams_and_single_reads_are_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod("int total = 0; " + statements) + """

            sealed class Own
            {
                public Stream Peer { get; set; } = new TcpClient().GetStream();
                public Stream Public = new TcpClient().GetStream();
                public Stream AsStream() => File.OpenRead("x");
                public static void Open(out Stream stream) => stream = File.OpenRead("x");
                public static void Wrap(ref Stream stream) => stream = new BufferedStream(stream);
            }
            """);

    [Fact]
    public Task Fields_are_followed_while_only_the_framework_is_called() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        partial class C
        {
            private readonly byte[] _buffer = new byte[100];
            private readonly NetworkStream _stream = null!;
            private int _total;
            private int _length;
            private bool _running;
            void Flagged() { while (_total < _length) _total += [|_stream.Read(_buffer, _total, _length - _total)|]; }
            void Running() { while (_running && _total < _length) _total += _stream.Read(_buffer, _total, _length - _total); }
            void Calls() { while (_total < _length) { _total += _stream.Read(_buffer, _total, 1); Report(); } }
            void Report() => _length = 0;
            void Delegate(System.Action report) { while (_total < _length) { _total += _stream.Read(_buffer, _total, 1); report(); } }

            private readonly int _size = 4;
            private const int Size = 4;
            private readonly System.IO.Stream _peer;
            C(TcpClient client)
            {
                _peer = client.GetStream();
                var other = new Other();
                other._peer = System.IO.File.OpenRead("x");
            }
            class Other { public System.IO.Stream? _peer; }
            void Fixed() { for (int n = 0; n < _size; ) { n += [|_stream.Read(_buffer)|]; Report(); } }
            void Constant() { for (int n = 0; n < Size; ) { n += [|_stream.Read(_buffer)|]; Report(); } }
            void Peer() { for (int n = 0; n < Size; ) n += [|_peer.Read(_buffer)|]; }
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using var client = new TcpClient("localhost", 7);
        var line = new byte[100];
        int total = 0;
        while (total < line.Length)
            total += await [|client.Client.ReceiveAsync(line)|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task A_size_of_the_object_itself_is_followed() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        partial class C(TcpClient client)
        {
            private static int HeaderSize => 4;
            private int BodyLength => 8;
            void Read(byte[] buffer)
            {
                for (int n = 0; n < HeaderSize; ) n += [|client.GetStream().Read(buffer)|];
                for (int n = 0; n < this.BodyLength; ) n += [|client.GetStream().Read(buffer)|];
            }
        }
        """);

    [Fact]
    public Task A_property_may_ask_for_the_count() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        partial class C(Socket socket)
        {
            private int Received { get; set { if (value == field) socket.Dispose(); field = value; } }
            void Read(byte[] buffer) { while (true) Received += socket.Receive(buffer); }
        }
        """);

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public int Receive(byte[] buffer) => 0; }
        class C { static void M(Socket s, byte[] b) { int t = 0; while (t < b.Length) t += s.Receive(b); } }
        """);

    [Fact]
    public async Task The_message_names_the_call() => Assert.Equal(
        ["'Socket.Receive' returns 0 when the peer has ended the connection; this loop then never ends"],
        await Verify.MessagesAsync(BytesSource.InMethod("while (length > 0) length -= socket.Receive(buffer);")));
}

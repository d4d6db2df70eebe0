using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ReceivedCountIgnoredAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ReceivedCountIgnoredTests
{
    private static readonly ProjectSettings InTests = new()
    {
        References = [MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location)],
    };

    [Theory]
    [InlineData("[|socket.Receive(buffer)|];")]
    [InlineData("_ = [|socket.Receive(buffer)|];")]
    [InlineData("int n = [|socket.Receive(buffer)|];")]
    [InlineData("int n; n = [|socket.Receive(buffer)|];")]
    [InlineData("maybe?[|.Receive(buffer)|];")]
    [InlineData("[|client.Client.Receive(buffer, 0, 1, SocketFlags.None)|];")]
    [InlineData("[|socket.Receive(buffer.AsSpan())|];")]
    [InlineData("[|socket.Receive(buffer, length, SocketFlags.None)|];")]
    [InlineData("[|socket.Receive(new List<ArraySegment<byte>> { buffer })|];")]
    [InlineData("[|socket.Receive(buffer, 0, 4, SocketFlags.None, out SocketError error)|]; Use(error);")]
    [InlineData("await [|socket.ReceiveAsync(memory)|];")]
    [InlineData("await [|socket.ReceiveAsync(buffer, SocketFlags.None)|].ConfigureAwait(false);")]
    [InlineData("await [|SocketTaskExtensions.ReceiveAsync(socket, new ArraySegment<byte>(buffer), SocketFlags.None)|];")]
    [InlineData("while (client.Available > 0) { [|socket.Receive(buffer, 0, 2, SocketFlags.None)|]; }")]
    [InlineData("[|socket.ReceiveAsync(memory, SocketFlags.None)|].AsTask().Wait();")]
    [InlineData("_ = [|socket.ReceiveAsync(memory)|].GetAwaiter().GetResult();")]
    [InlineData("_ = [|socket.ReceiveAsync(buffer)|].Result;")]
    [InlineData("socket.BeginReceive(buffer, 0, 4, SocketFlags.None, result => [|socket.EndReceive(result)|], null);")]
    [InlineData("Action receive = () => [|socket.Receive(buffer)|]; receive();")]
    [InlineData("void Receive() => [|socket.Receive(buffer)|]; Receive();")]
    [InlineData("await [|connection.ReceiveAsync(memory)|];")]
    [InlineData("_ = await [|connection.ReceiveAsync(memory, token)|].ConfigureAwait(false);")]
    [InlineData("if (length > 0) [|socket.Receive(buffer, 0, 1, SocketFlags.None)|];")]
    [InlineData("Memory<byte> four = new byte[4]; await [|socket.ReceiveAsync(four)|];")]
    [InlineData("byte[] four = [0, 0, 0, 0]; [|socket.Receive(four)|];")]
    [InlineData("using var rented = System.Buffers.MemoryPool<byte>.Shared.Rent(100); await [|socket.ReceiveAsync(rented.Memory)|];")]
    [InlineData("[|socket.Receive(NewBuffer())|]; byte[] NewBuffer() => new byte[length];")]
    [InlineData("byte[] part = new byte[4]; part = new byte[8]; [|socket.Receive(part.AsSpan(2))|];")]
    [InlineData("var part = new byte[socket.ReceiveBufferSize]; [|socket.Receive(part)|];")]
    [InlineData("var ring = new Ring(); var part = new byte[ring.Available]; [|socket.Receive(part)|];")]
    [InlineData("var part = new byte[socket.Available + 1]; part = new byte[length]; [|socket.Receive(buffer)|]; Use(part);")]
    [InlineData("await [|socket.ReceiveAsync(memory)|].Preserve();")]
    [InlineData("decimal n = [|socket.Receive(buffer)|];")]
    public Task A_count_of_a_socket_that_is_not_used_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(
        BytesSource.InMethod(statement) + "\nsealed class Ring { public int Available => 4; }");

    [Theory]
    [InlineData("await [|stream.ReadAsync(buffer, 0, 24, token)|].ConfigureAwait(false);")]
    [InlineData("some?[|.Read(buffer, 0, 4)|];")]
    [InlineData("_ = [|stream.Read(buffer)|];")]
    [InlineData("_ = await [|network.ReadAsync(memory)|];")]
    [InlineData("int n = [|network.Read(buffer, 0, 4)|];")]
    [InlineData("network.BeginRead(buffer, 0, 4, result => [|network.EndRead(result)|], null);")]
    [InlineData("await [|new SslStream(network).ReadAsync(memory)|].ConfigureAwait(false);")]
    [InlineData("_ = await [|connection.AsStream().ReadAsync(memory)|];")]
    public Task A_count_of_a_stream_is_flagged_where_CA2022_does_not_see_it(string statement) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statement));

    [Theory]
    [InlineData("network.Read(buffer, 0, 4);")]
    [InlineData("await network.ReadAsync(memory);")]
    [InlineData("await stream.ReadAsync(buffer, 0, 4);")]
    public Task Plain_statements_are_left_to_CA2022(string statement) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statement));

    [Theory]
    [InlineData("int n = socket.Receive(buffer); Use(n);")]
    [InlineData("int n = socket.Receive(buffer); Console.WriteLine($\"{n} bytes\");")]
    [InlineData("if (socket.Receive(buffer) == 0) return;")]
    [InlineData("while (await socket.ReceiveAsync(memory) > 0) { }")]
    [InlineData("length += socket.Receive(buffer);")]
    [InlineData("Task<int> reading = socket.ReceiveAsync(buffer); Use(await reading);")]
    [InlineData("Task reading = socket.ReceiveAsync(buffer); await reading;")]
    [InlineData("await Task.WhenAny(socket.ReceiveAsync(buffer), Task.Delay(1));")]
    [InlineData("Use(socket.Receive(buffer));")]
    [InlineData("Func<int> receive = () => socket.Receive(buffer); Use(receive());")]
    [InlineData("int n; Action receive = () => n = socket.Receive(buffer); receive(); n = 1; Use(n);")]
    [InlineData("_ = await Task.Run(() => socket.Receive(buffer)) > 0;")]
    [InlineData("stream.ReadExactly(buffer); _ = stream.ReadAtLeast(buffer, 4); _ = stream.ReadByte();")]
    [InlineData("int n; Use(n = socket.Receive(buffer));")]
    [InlineData("int n = socket.Receive(buffer); length = n;")]
    public Task A_count_that_goes_somewhere_is_not_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statement));

    [Theory]
    [InlineData("_ = socket.Receive(new byte[0]);")]
    [InlineData("socket.Receive(Array.Empty<byte>());")]
    [InlineData("socket.Receive((byte[])[]);")]
    [InlineData("socket.Receive(buffer, 0, 0, SocketFlags.None);")]
    [InlineData("socket.Receive(buffer.AsSpan(0, 0));")]
    [InlineData("socket.Receive(Span<byte>.Empty);")]
    [InlineData("await socket.ReceiveAsync(Memory<byte>.Empty);")]
    [InlineData("await socket.ReceiveAsync(new Memory<byte>(), SocketFlags.None, token);")]
    [InlineData("await socket.ReceiveAsync(default(Memory<byte>));")]
    [InlineData("await socket.ReceiveAsync(Array.Empty<byte>().AsMemory()).ConfigureAwait(false);")]
    [InlineData("var nothing = new byte[0]; socket.Receive(nothing);")]
    [InlineData("_ = await network.ReadAsync(Memory<byte>.Empty);")]
    [InlineData("await socket.ReceiveAsync(Array.Empty<byte>(), SocketFlags.None);")]
    [InlineData("await socket.ReceiveAsync(new byte[0]);")]
    [InlineData("await connection.ReceiveAsync(new byte[0], token);")]
    [InlineData("Memory<byte> none = new byte[0]; await socket.ReceiveAsync(none);")]
    [InlineData("var nothing = new byte[0]; await socket.ReceiveAsync(nothing, SocketFlags.None);")]
    [InlineData("await socket.ReceiveAsync(memory.Slice(0, 0));")]
    [InlineData("_ = await network.ReadAsync(System.Collections.Immutable.ImmutableArray<byte>.Empty.ToArray().AsMemory(0, 0));")]
    public Task A_read_of_nothing_only_waits_and_is_not_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statement));

    [Theory]
    [InlineData("socket.Receive(buffer, SocketFlags.Peek);")]
    [InlineData("socket.Receive(buffer, 0, 1, SocketFlags.Peek | SocketFlags.OutOfBand);")]
    [InlineData("SocketFlags flags = SocketFlags.Peek; socket.Receive(buffer, flags);")]
    [InlineData("var all = new byte[socket.Available]; socket.Receive(all);")]
    [InlineData("Memory<byte> all = new byte[socket.Available]; await socket.ReceiveAsync(all);")]
    [InlineData("byte[] all = new byte[client.Available]; _ = network.Read(all, 0, all.Length);")]
    [InlineData("int there = socket.Available; byte[] all = new byte[there]; socket.Receive(all);")]
    [InlineData("socket.Receive(buffer, socket.Available, SocketFlags.None);")]
    [InlineData("socket.Receive(buffer.AsSpan(0, socket.Available));")]
    [InlineData("while (client.Available > 0) { socket.Receive(buffer, 0, 1, SocketFlags.None); }")]
    [InlineData("var one = new byte[1]; if (network.DataAvailable) { _ = network.Read(one); }")]
    [InlineData("var file = new MemoryStream(); _ = file.Read(buffer);")]
    [InlineData("Stream file = File.OpenRead(\"x\"); int n = file.Read(buffer);")]
    [InlineData("Stream file = new MemoryStream(); _ = file.Read(buffer);")]
    [InlineData("var zip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress); _ = zip.Read(buffer);")]
    [InlineData("Kept own = null!; _ = own.Read(buffer); int n = own.Read(buffer, 0, 4);")]
    [InlineData("socket.ReceiveAsync(new SocketAsyncEventArgs());")]
    [InlineData("new UdpClient().Receive(ref Endpoint);", "static System.Net.IPEndPoint Endpoint = null!;")]
    [InlineData("await socket.ReceiveAsync(memory.Slice(0, socket.Available));")]
    [InlineData("await socket.ReceiveAsync(buffer.AsMemory(0, socket.Available));")]
    [InlineData("byte[] all = new byte[socket.Available]; socket.Receive(all.AsSpan());")]
    [InlineData("byte[] all = new byte[socket.Available]; await socket.ReceiveAsync(all);")]
    [InlineData("var file = (FileStream)stream; _ = file.Read(buffer);")]
    public Task Peeking_and_what_is_surely_there_are_not_flagged(string statement, string member = "") =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statement)
            .Replace("class C\n{", "class C\n{\n" + member, StringComparison.Ordinal)
            + """

            abstract class Kept : Stream { }
            """);

    [Theory]
    [InlineData("Assert.Throws(() => { socket.Receive(buffer); });")]
    [InlineData("Assert.AreEqual(8, socket.Receive(buffer));")]
    [InlineData("try { socket.Receive(buffer); Assert.Fail(); } catch (SocketException) { }")]
    [InlineData("try { Use(1); socket.Receive(buffer); Assert.Fail(); } catch (SocketException) { }")]
    public Task A_read_that_a_test_expects_to_fail_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(
        BytesSource.InMethod(statement) + """

        static class Assert
        {
            public static void Throws(Action action) { }
            public static void AreEqual(int one, int other) { }
            public static void Fail() { }
        }
        """);

    [Theory]
    [InlineData("var reply = new byte[4]; {0}socket.Receive(reply){1};")]
    [InlineData("var reply = new byte[4]; _ = await {0}network.ReadAsync(reply){1};")]
    [InlineData("{0}socket.Receive(new byte[4]){1};")]
    [InlineData("var one = new byte[1]; socket.Send(one); Action wait = () => {0}socket.Receive(one){1}; wait();")]
    [InlineData("var a = new byte[4]; {0}socket.Receive(a){1}; Use(socket.Receive(a, a.Length, SocketFlags.None));")]
    [InlineData("var a = new byte[4]; await {0}socket.ReceiveAsync(a){1}; Use(await socket.ReceiveAsync(a));")]
    public async Task In_a_test_project_a_read_only_waits_when_nobody_looks_at_the_bytes(string statement)
    {
        string Source(string open, string close) => BytesSource.InMethod(statement
            .Replace("{0}", open, StringComparison.Ordinal).Replace("{1}", close, StringComparison.Ordinal));
        await Verify.VerifyAnalyzerAsync(Source("", ""), InTests);
        await Verify.VerifyAnalyzerAsync(Source("[|", "|]"));
    }

    [Theory]
    [InlineData("var reply = new byte[4]; [|socket.Receive(reply)|]; Use(reply);")]
    [InlineData("var reply = new byte[4]; [|socket.Receive(reply)|]; Use(reply[0] == 1);")]
    [InlineData("[|socket.Receive(buffer)|];")]
    [InlineData("var reply = new byte[4]; [|socket.Receive(reply)|]; network.Write(reply, 0, reply.Length);")]
    [InlineData("socket.BeginReceive(buffer, 0, 4, SocketFlags.None, result => [|socket.EndReceive(result)|], null);")]
    [InlineData("[|socket.Receive(buffer.AsSpan(0, 4))|];")]
    public Task In_a_test_project_a_read_is_flagged_when_somebody_may_look(string statement) =>
        Verify.VerifyAnalyzerAsync(BytesSource.InMethod(statement), InTests);

    [Fact]
    public Task Methods_of_the_same_name_elsewhere_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        static class Extensions
        {
            public static int Receive(this Socket socket, byte[] buffer, string name) => buffer.Length;
            public static Task<int> ReceiveAsync(this Socket socket, string name) => Task.FromResult(0);
            public static int Read(this NetworkStream stream, string name) => 0;
        }
        sealed class Lines(Socket socket) : NetworkStream(socket) { public int Read(string name) => 0; }
        sealed class Channel { public int Receive(byte[] buffer) => 0; public int Read(byte[] b, int o, int n) => 0; }
        class C
        {
            static async Task M(Socket socket, NetworkStream stream, Channel channel, Lines lines, System.Net.WebSockets.ClientWebSocket web)
            {
                socket.Receive(new byte[4], "x");
                await socket.ReceiveAsync("x");
                _ = stream.Read("x");
                _ = lines.Read("x");
                channel.Receive(new byte[4]);
                _ = channel.Read(new byte[4], 0, 4);
                await web.ReceiveAsync(new ArraySegment<byte>(new byte[4]), default);
            }
        }
        """);

    [Fact]
    public Task An_override_may_name_its_parameters_otherwise() => Verify.VerifyAnalyzerAsync("""
        using System.IO;
        using System.Net.Sockets;
        class Counting(Socket socket) : NetworkStream(socket)
        {
            public override int Read(byte[] into, int at, int most) => base.Read(into, at, most);
        }
        partial class C
        {
            static void M(Counting counting, byte[] header)
            {
                _ = [|counting.Read(header, 0, 4)|];
                _ = counting.Read(header, 0, 0);
                _ = counting.Read(most: 0, into: header, at: 1);
            }
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var header = new byte[4];
        [|socket.Receive(header)|];
        int received = [|socket.Receive(header)|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task The_message_names_the_call() => Assert.Equal(
        [
            "'Socket.Receive' may return fewer bytes than asked for, and none at the end; use its result",
            "'NetworkStream.ReadAsync' may return fewer bytes than asked for, and none at the end; use its result",
        ],
        await Verify.MessagesAsync(BytesSource.InMethod(
            "socket.Receive(buffer); await network.ReadAsync(buffer, 0, 4).ConfigureAwait(false);")));
}

using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.OffsetWithWholeLengthAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class OffsetWithWholeLengthTests
{
    [Theory]
    [InlineData("length += stream.Read(buffer, length, [|buffer.Length|]);")]
    [InlineData("length += await stream.ReadAsync(buffer, length, [|buffer.Length|], token).ConfigureAwait(false);")]
    [InlineData("network.Write(buffer, length, [|buffer.Length|]);")]
    [InlineData("await network.WriteAsync(buffer, length, [|buffer.Length|]);")]
    [InlineData("some?.Write(buffer, length, [|buffer.Length|]);")]
    [InlineData("socket.Receive(buffer, length, [|buffer.Length|], SocketFlags.None);")]
    [InlineData("socket.Send(buffer, length + 1, [|buffer.Length|], SocketFlags.None, out _);")]
    [InlineData("socket.BeginReceive(buffer, length, [|buffer.Length|], SocketFlags.None, null, null);")]
    [InlineData("socket.SendTo(buffer, 4, [|buffer.Length|], SocketFlags.None, new System.Net.DnsEndPoint(\"a\", 1));")]
    [InlineData("network.BeginWrite(buffer, length, [|buffer.Length|], null, null);")]
    [InlineData("stream.ReadExactly(buffer, length, [|buffer.Length|]);")]
    [InlineData("new SocketAsyncEventArgs().SetBuffer(buffer, length, [|buffer.Length|]);")]
    [InlineData("int all = buffer.Length; stream.Write(buffer, length, [|all|]);")]
    [InlineData("stream.Write(count: [|buffer.Length|], buffer: buffer, offset: length);")]
    [InlineData("int start = 0; while (start < 9) start += stream.Read(buffer, start, [|buffer.Length|]);")]
    [InlineData("Action write = () => stream.Write(buffer, length, [|buffer.Length|]);")]
    [InlineData("void Write() => stream.Write(buffer, length, [|buffer.Length|]); Write();")]
    [InlineData("C c = new(); stream.Write(c.Bytes, length, [|c.Bytes.Length|]);")]
    public Task All_of_the_length_from_an_offset_is_flagged(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData("socket.ReceiveFrom(buffer, length, [|buffer.Length|], flags, ref peer);")]
    [InlineData("socket.ReceiveMessageFrom(buffer, length, [|buffer.Length|], ref flags, ref peer, out _);")]
    [InlineData("socket.BeginSend(buffer, length, [|buffer.Length|], flags, null, null);")]
    [InlineData("socket.BeginReceiveFrom(buffer, length, [|buffer.Length|], flags, ref peer, null, null);")]
    [InlineData("socket.BeginSendTo(buffer, length, [|buffer.Length|], flags, peer, null, null);")]
    [InlineData("socket.BeginReceiveMessageFrom(buffer, length, [|buffer.Length|], flags, ref peer, null, null);")]
    [InlineData("stream.BeginRead(buffer, length, [|buffer.Length|], null, null);")]
    [InlineData("await stream.ReadExactlyAsync(buffer, length, [|buffer.Length|], token);")]
    public Task Each_way_to_name_a_part_is_known(string statement) => VerifyAsync(
        "System.Net.EndPoint peer = new System.Net.IPEndPoint(0, 0); SocketFlags flags = 0; Use((peer, flags)); " + statement);

    [Theory]
    [InlineData("stream.Write(buffer, 0, buffer.Length);")]
    [InlineData("const int Start = 0; stream.Write(buffer, Start, buffer.Length);")]
    [InlineData("int start = 0; stream.Write(buffer, start, buffer.Length);")]
    [InlineData("stream.Write(buffer, -1, buffer.Length);")]
    [InlineData("Action write = () => stream.Write(buffer, 1, buffer.Length); AssertThrows(write);")]
    [InlineData("stream.Write(buffer, length, buffer.Length - length);")]
    [InlineData("stream.Write(buffer, 6, buffer.Length - 6);")]
    [InlineData("stream.Write(buffer, length, length);")]
    [InlineData("byte[] other = new byte[3]; stream.Write(buffer, length, other.Length);")]
    [InlineData("C a = new(), b = new(); stream.Write(a.Bytes, length, b.Bytes.Length);")]
    [InlineData("int all = buffer.Length; all -= length; stream.Write(buffer, length, all);")]
    [InlineData("Array.Copy(buffer, length, buffer, 0, buffer.Length);")]
    [InlineData("socket.Send(buffer, buffer.Length, SocketFlags.None);")]
    [InlineData("stream.Write(buffer.AsSpan(length));")]
    [InlineData("C c = new(); stream.Write(c.Bytes, length, c.More.Length);")]
    public Task What_stays_within_the_buffer_is_not_flagged(string statements) => VerifyAsync(statements);

    [Fact]
    public Task An_override_may_name_its_parameters_otherwise() => Verify.VerifyAnalyzerAsync("""
        using System.IO;
        using System.Net.Sockets;
        abstract class Counting : NetworkStream
        {
            protected Counting(Socket socket) : base(socket) { }
            public override int Read(byte[] into, int at, int most) => base.Read(into, at, [|into.Length|]);
            public static int Read(string name, byte[] buffer, int offset, int count) => 0;
            static void M(Counting counting, byte[] b, int i)
            {
                _ = counting.Read(b, i, [|b.Length|]);
                _ = Read("", b, i, b.Length);
            }
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using var client = new TcpClient("localhost", 7);
        var line = new byte[100];
        int total = 0;
        total += client.GetStream().Read(line, total, [|line.Length|]);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_elsewhere_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public int Receive(byte[] buffer, int offset, int size) => 0; }
        sealed class Ring { public void SetBuffer(byte[] buffer, int offset, int count) { } }
        class C { static void M(Socket s, Ring r, byte[] b, int i) { s.Receive(b, i, b.Length); r.SetBuffer(b, i, b.Length); } }
        """);

    [Fact]
    public async Task The_message_names_buffer_and_offset() => Assert.Equal(
        [
            "From offset 'length', 'buffer' does not have buffer.Length bytes left; pass buffer.Length - length",
            "From offset 'length + 1', 'buffer' does not have buffer.Length bytes left; pass buffer.Length - (length + 1)",
            "From offset '4', 'buffer' does not have buffer.Length bytes left; pass buffer.Length - 4",
        ],
        await Verify.MessagesAsync(BytesSource.InMethod(
            "stream.Write(buffer, length, buffer.Length); stream.Write(buffer, length + 1, buffer.Length); "
                + "stream.Write(buffer, 4, buffer.Length);")));

    private static Task VerifyAsync(string statements) => Verify.VerifyAnalyzerAsync(
        BytesSource.InMethod(statements)
            .Replace("class C\n{", "class C\n{\n    public byte[] Bytes { get; set; } = [];\n    public byte[] More { get; set; } = [];\n    static void AssertThrows(Action action) { }", StringComparison.Ordinal));
}

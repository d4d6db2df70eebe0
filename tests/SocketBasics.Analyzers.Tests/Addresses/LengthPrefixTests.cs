using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.LengthPrefixAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class LengthPrefixTests
{
    [Theory]
    [InlineData("s.Send([|BitConverter.GetBytes(data.Length)|]);")]
    [InlineData("s?.Send([|BitConverter.GetBytes(data.Length)|]);")]
    [InlineData("n.Write([|BitConverter.GetBytes(data.Length)|], 0, 4);")]
    [InlineData("await n.WriteAsync([|BitConverter.GetBytes(data.Length)|]).ConfigureAwait(false);")]
    [InlineData("await s.SendAsync([|BitConverter.GetBytes(data.Length)|].AsMemory(0, 4), SocketFlags.None);")]
    [InlineData("s.BeginSend([|BitConverter.GetBytes(data.Length)|], 0, 4, SocketFlags.None, null, null);")]
    [InlineData("u.Send([|BitConverter.GetBytes(data.Length)|], 4);")]
    [InlineData("s.Send([|BitConverter.GetBytes((ushort)data.Length)|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes((long)list.Count)|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes((ulong)list.Count)|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes(data.Length + 4)|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes(4 + data.Length + list.Count)|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text))|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes(bodyLength)|]);")]
    [InlineData("int len = data.Length; s.Send([|BitConverter.GetBytes(len)|]);")]
    [InlineData("uint data_size = (uint)data.Length; s.Send([|BitConverter.GetBytes(data_size)|]);")]
    [InlineData("var header = [|BitConverter.GetBytes(data.Length)|]; s.Send(header);")]
    [InlineData("byte[] header; header = [|BitConverter.GetBytes(data.Length)|]; n.Write(header, 0, header.Length);")]
    [InlineData("var all = new byte[9]; [|BitConverter.GetBytes(data.Length)|].CopyTo(all, 0); s.Send(all);")]
    [InlineData("var all = new byte[9]; var h = [|BitConverter.GetBytes(data.Length)|]; "
        + "Buffer.BlockCopy(h, 0, all, 0, 4); s.Send(all);")]
    [InlineData("var all = new byte[9]; Array.Copy([|BitConverter.GetBytes(data.Length)|], all, 4); s.Send(all);")]
    [InlineData("s.Send([|BitConverter.GetBytes(data.Length)|].Concat(data).ToArray());")]
    [InlineData("var all = [|BitConverter.GetBytes(data.Length)|].Concat(data).ToArray(); s.Send(all);")]
    [InlineData("var all = new List<byte>(); all.AddRange([|BitConverter.GetBytes(data.Length)|]); "
        + "s.Send(all.ToArray());")]
    [InlineData("using Stream x = c.GetStream(); x.Write([|BitConverter.GetBytes(data.Length)|]);")]
    [InlineData("await connection.SendAsync([|BitConverter.GetBytes(data.Length)|]);")]
    [InlineData("Action a = () => s.Send([|BitConverter.GetBytes(data.Length)|]);")]
    [InlineData("void F() => s.Send([|BitConverter.GetBytes(data.Length)|]); F();")]
    [InlineData("var h = [|BitConverter.GetBytes(data.Length)|]; h = data.Concat(h).ToArray(); s.Send(h);")]
    [InlineData("s.Send([|BitConverter.GetBytes(data.Length)|].AsSpan());")]
    [InlineData("await s.SendAsync([|BitConverter.GetBytes(data.Length)|]);")]
    [InlineData("await s.SendAsync(new ArraySegment<byte>(data)); await s.SendAsync([|BitConverter.GetBytes(data.Length)|], SocketFlags.None);")]
    [InlineData("n.BeginWrite([|BitConverter.GetBytes(data.Length)|], 0, 4, null, null);")]
    [InlineData("s.SendTo([|BitConverter.GetBytes(data.Length)|], peer);")]
    [InlineData("await s.SendToAsync([|BitConverter.GetBytes(data.Length)|], SocketFlags.None, peer);")]
    [InlineData("var all = new MemoryStream(); all.Write([|BitConverter.GetBytes(data.Length)|], 0, 4); s.Send(all.ToArray());")]
    [InlineData("var all = new byte[9]; [|BitConverter.GetBytes(data.Length)|].CopyTo(all.AsSpan(1)); s.Send(all);")]
    [InlineData("s.Send([|BitConverter.GetBytes(list.Count(item => item > 0))|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes(data.LongCount())|]);")]
    [InlineData("s.Send([|BitConverter.GetBytes(data.Length - 4)|]);")]
    [InlineData("Stream raw = n; var x = (NetworkStream)raw; x.Write([|BitConverter.GetBytes(data.Length)|]);")]
    public Task A_length_as_the_machine_has_it_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("s.Send(BitConverter.GetBytes(IPAddress.HostToNetworkOrder(data.Length)));")]
    [InlineData("var h = BitConverter.GetBytes(data.Length); Array.Reverse(h); s.Send(h);")]
    [InlineData("s.Send(BitConverter.GetBytes(data.Length).Reverse().ToArray());")]
    [InlineData("var h = BitConverter.GetBytes(data.Length); s.Send(h.Reverse().ToArray());")]
    [InlineData("s.Send(BitConverter.GetBytes(data.Length)); // little-endian")]
    [InlineData("s.Send(BitConverter.GetBytes(data.Length)); // Little endian")]
    [InlineData("s.Send(BitConverter.GetBytes(data.Length)); // WriteLittleEndian")]
    [InlineData("var h = BitConverter.GetBytes(data.Length); if (BitConverter.IsLittleEndian) Array.Reverse(h); "
        + "s.Send(h);")]
    [InlineData("s.Send(BitConverter.GetBytes(number));")]
    [InlineData("s.Send(data, Math.Abs(data.Length), SocketFlags.None);")]
    [InlineData("s.Send(BitConverter.GetBytes(4));")]
    [InlineData("s.Send(BitConverter.GetBytes(1.5));")]
    [InlineData("int discount = 1; s.Send(BitConverter.GetBytes(discount));")]
    [InlineData("const int Length = 4; s.Send(BitConverter.GetBytes(Length));")]
    [InlineData("File.WriteAllBytes(text, BitConverter.GetBytes(data.Length));")]
    [InlineData("using var f = File.Create(text); f.Write(BitConverter.GetBytes(data.Length));")]
    [InlineData("using Stream f = File.Create(text); f.Write(BitConverter.GetBytes(data.Length));")]
    [InlineData("var h = BitConverter.GetBytes(data.Length); s.Send(data);")]
    [InlineData("var all = new byte[9]; BitConverter.GetBytes(data.Length).CopyTo(all, 0); s.Send(data);")]
    [InlineData("Use(BitConverter.GetBytes(data.Length));")]
    [InlineData("Assert.Throws(() => s.Send(BitConverter.GetBytes(data.Length)));")]
    [InlineData("s.Send(Own.BitConverter.GetBytes(data.Length));")]
    [InlineData("s.Send(Network.GetBytes());")]
    [InlineData("BinaryPrimitives.WriteInt32BigEndian(data, data.Length); s.Send(data);")]
    [InlineData("var all = new List<byte>(); all.AddRange(BitConverter.GetBytes(data.Length)); s.Send(data);")]
    [InlineData("byte[] other = [1, 2]; if (BitConverter.GetBytes(data.Length).Equals(other)) s.Send(other);")]
    [InlineData("byte[] h; h = BitConverter.GetBytes(data.Length); s.Send(data);")]
    [InlineData("s.IOControl(IOControlCode.KeepAliveValues, BitConverter.GetBytes(bodyLength), null);")]
    [InlineData("var h = BitConverter.GetBytes(data.Length); var all = new byte[9]; Array.Copy(all, h, 4); s.Send(all);")]
    [InlineData("var h = BitConverter.GetBytes(data.Length); data.AsSpan(0, 4).CopyTo(h); s.Send(data);")]
    [InlineData("BitConverter.GetBytes(data.Length).CopyTo(Rest()); static Span<byte> Rest() => new byte[9];")]
    [InlineData("s.Send(BitConverter.GetBytes(peer.Port));")]
    [InlineData("s.Send(BitConverter.GetBytes(number - 4));")]
    [InlineData("s.Send(BitConverter.GetBytes(data.Length * 8));")]
    [InlineData("s.Send(BitConverter.GetBytes(data.Length + number));")]
    [InlineData("s.Send(BitConverter.GetBytes(number + data.Length));")]
    [InlineData("foreach (Stream file in new List<Stream>()) file.Write(BitConverter.GetBytes(data.Length));")]
    public Task Any_other_bytes_are_not_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System;
        using System.Net.Sockets;
        using var client = new TcpClient("example.com", 80);
        byte[] body = [1, 2];
        client.GetStream().Write([|BitConverter.GetBytes(body.Length)|]);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task The_message_names_the_length() => Assert.Equal(
        ["'data.Length' is sent in the byte order of this machine; "
            + "protocols mostly send lengths with the highest byte first"],
        await Verify.MessagesAsync(InMethod("s.Send(BitConverter.GetBytes(data.Length));")));

    internal static string InMethod(string statements) => $$"""
        using System;
        using System.Buffers.Binary;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;
        using System.Text;
        using System.Threading.Tasks;
        using SocketBasics;
        namespace System { static class Network { public static byte[] GetBytes() => []; } }
        static class Assert { public static void Throws(Action action) { } }
        static class Own { public static class BitConverter { public static byte[] GetBytes(int number) => []; } }
        partial class C
        {
            static void Use(byte[] bytes) { }
            static async Task M(
                Socket s, NetworkStream n, UdpClient u, TcpClient c, Connection connection, byte[] data, List<int> list,
                string text, int number, int bodyLength, IPEndPoint peer)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """;
}

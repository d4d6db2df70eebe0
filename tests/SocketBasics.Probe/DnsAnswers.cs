using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketBasics.Probe;

/// <summary>A name server (RFC 1035) that knows three names and their addresses.</summary>
internal sealed class DnsAnswers(DatagramSocket socket)
{
    private const int HeaderSize = 12;
    private const ushort TypeA = 1;
    private const ushort TypeAaaa = 28;

    private static readonly Dictionary<string, IPAddress[]> Zone = new()
    {
        ["server.second.example"] = [IPAddress.Loopback, IPAddress.IPv6Loopback],
        ["xn--bcher-kva.example"] = [IPAddress.Loopback],
        ["v6.example"] = [IPAddress.Parse("2001:db8::1")],
    };

    /// <summary>Gets the names that were asked for, in order.</summary>
    public ConcurrentQueue<string> Questions { get; } = new();

    public async Task RunAsync()
    {
        byte[] packet = new byte[512];
        while (true)
        {
            ReceivedDatagram received = await socket.ReceiveFromAsync(packet);
            await socket.SendToAsync(Answer(packet.AsSpan(0, received.Length)), received.Sender);
        }
    }

    private byte[] Answer(ReadOnlySpan<byte> query)
    {
        // Section 4.1.2: labels with their lengths before them, an empty one, then type and class.
        var labels = new List<string>();
        int end = HeaderSize;
        while (query[end] != 0)
        {
            labels.Add(Encoding.ASCII.GetString(query.Slice(end + 1, query[end])));
            end += query[end] + 1;
        }

        string name = string.Join('.', labels);
        Questions.Enqueue(name);
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(query[(end + 1)..]);
        bool isKnown = Zone.TryGetValue(name, out IPAddress[]? addresses);
        IPAddress[] wanted = [.. (addresses ?? []).Where(address => type == TypeOf(address))];

        // Section 4.1.1: a response with authority and recursion, and the code 3 for a name that does not exist.
        List<byte> answer = [.. query[..2], 0x85, (byte)(isKnown ? 0x80 : 0x83), 0, 1, 0, (byte)wanted.Length, 0, 0, 0, 0];
        answer.AddRange(query[HeaderSize..(end + 5)]);
        foreach (IPAddress address in wanted)
        {
            // Section 4.1.3: a pointer to the name of the question, type, class, time to live, length, address.
            byte[] bytes = address.GetAddressBytes();
            answer.AddRange([0xc0, HeaderSize, 0, (byte)type, 0, 1, 0, 0, 0, 60, 0, (byte)bytes.Length, .. bytes]);
        }

        return [.. answer];
    }

    private static ushort TypeOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? TypeA : TypeAaaa;
}

using System.Net;
using SocketBasics.Handshake;

namespace SocketBasics.Tests.Handshake;

/// <summary>Writes traces of segments that never were, one millisecond after another, for one client and one server.</summary>
internal sealed class TraceScript
{
    public const TcpFlags Syn = TcpFlags.Syn;
    public const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Acknowledgment;
    public const TcpFlags Ack = TcpFlags.Acknowledgment;
    public const TcpFlags Fin = TcpFlags.Fin | TcpFlags.Acknowledgment;
    public const TcpFlags Reset = TcpFlags.Reset;
    public const TcpFlags ResetAck = TcpFlags.Reset | TcpFlags.Acknowledgment;

    public static readonly Endpoint Client = Endpoint.Parse("192.0.2.1:40000");
    public static readonly Endpoint Server = Endpoint.Parse("198.51.100.2:443");
    private static readonly IPAddress Router = IPAddress.Parse("203.0.113.7");

    private readonly List<HandshakeEvent> _events = [];
    private readonly uint _j;
    private readonly uint _k;
    private DateTimeOffset _time = DateTimeOffset.UnixEpoch;

    public TraceScript(uint j = 1000, uint k = 500_000) => (_j, _k) = (j, k);

    public IReadOnlyList<HandshakeEvent> Events => _events;

    /// <summary>The client sends; numbers count from j and k.</summary>
    public TraceScript FromClient(TcpFlags flags, int sequence = 0, int acknowledgment = 0, int payload = 0) =>
        Add(HandshakeSide.Client, new TcpSegment(
            Client.Port, Server.Port, _j + (uint)sequence, Acknowledged(flags, _k, acknowledgment), flags, 65535, payload, default));

    /// <summary>The server sends; numbers count from k and j.</summary>
    public TraceScript FromServer(TcpFlags flags, int sequence = 0, int acknowledgment = 0, int payload = 0) =>
        Add(HandshakeSide.Server, new TcpSegment(
            Server.Port, Client.Port, _k + (uint)sequence, Acknowledged(flags, _j, acknowledgment), flags, 65535, payload, default));

    /// <summary>What answers a SYN to a port on which nobody listens: it has the number 0, not one of the server's.</summary>
    public TraceScript Refuse() => Add(
        HandshakeSide.Server, new TcpSegment(Server.Port, Client.Port, 0, _j + 1, ResetAck, 0, 0, default));

    public TraceScript Icmp(byte type, byte code, bool isFromServer = false)
    {
        var quote = new QuotedSegment(Client, Server, _j);
        IPAddress sender = isFromServer ? Server.Address! : Router;
        _events.Add(new HandshakeIcmp(Tick(), HandshakeSide.Client, sender, new IcmpPacket(type, code, false, quote)));
        return this;
    }

    public TraceScript Mark(HandshakeSide side, string text, TcpState? state = null)
    {
        _events.Add(new HandshakeMark(Tick(), side, text, state));
        return this;
    }

    /// <summary>The three segments of every handshake.</summary>
    public TraceScript Establish() => FromClient(Syn).FromServer(SynAck, 0, 1).FromClient(Ack, 1, 1);

    public HandshakeTrace Trace() => new(Client, Server, _events);

    private static uint Acknowledged(TcpFlags flags, uint start, int number) =>
        (flags & Ack) != 0 ? start + (uint)number : 0;

    private TraceScript Add(HandshakeSide sender, TcpSegment segment)
    {
        _events.Add(new HandshakeSegment(Tick(), sender, segment));
        return this;
    }

    private DateTimeOffset Tick() => _time = _time.AddMilliseconds(1);
}

using System.Globalization;
using System.Net;
using SocketBasics.Reports;

namespace SocketBasics.Handshake;

/// <summary>What every picture of a trace shows, in rows; how it looks is up to those who draw it.</summary>
internal sealed class HandshakePicture
{
    private readonly HandshakeTrace _trace;
    private readonly List<PictureRow> _rows = [];

    public HandshakePicture(HandshakeTrace trace)
    {
        _trace = trace;
        Client = Name(trace.Client);
        Server = Name(trace.Server);
        ClientState = StateName(trace.InitialClientState);
        ServerState = StateName(trace.InitialServerState);
        Legend = Lines();
        TcpState? client = trace.InitialClientState;
        TcpState? server = trace.InitialServerState;
        for (int i = 0; i < trace.Steps.Count; i++)
        {
            HandshakeStep step = trace.Steps[i];
            Add(i, client, server);
            (client, server) = (step.ClientState, step.ServerState);
        }
    }

    public string Client { get; }

    public string Server { get; }

    public string ClientState { get; }

    public string ServerState { get; }

    /// <summary>Gets the lines above the picture.</summary>
    public IReadOnlyList<string> Legend { get; }

    public IReadOnlyList<PictureRow> Rows => _rows;

    /// <summary>The name of a state as RFC 9293 writes it, and a question mark for one that is not known.</summary>
    public static string StateName(TcpState? state) => state is { } known ? TcpStateName.Of(known) : "?";

    private void Add(int index, TcpState? client, TcpState? server)
    {
        HandshakeStep step = _trace.Steps[index];
        PictureRow row = step.Event switch
        {
            HandshakeSegment segment => Row(step, segment) with { Midway = StoppedBy(segment, index) },
            HandshakeIcmp icmp => Row(step, icmp),
            HandshakeMark mark =>
                new PictureRow(PictureRowKind.Mark, mark.Side, Time(step), PrintableText.Escape(mark.Text)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _rows.Add(row with
        {
            ClientState = step.ClientState == client ? null : StateName(step.ClientState),
            ServerState = step.ServerState == server ? null : StateName(step.ServerState),
        });

        if (step.Event is HandshakeMark)
            return;
        Conclude(step, HandshakeSide.Client, client, step.ClientState);
        Conclude(step, HandshakeSide.Server, server, step.ServerState);
    }

    private void Conclude(HandshakeStep step, HandshakeSide side, TcpState? before, TcpState? after)
    {
        if (after != TcpState.Established || before is not (TcpState.SynSent or TcpState.SynReceived))
            return;

        // A server that has sent a SYN of its own, with the client's under way, has called connect as well.
        bool accepts = side == HandshakeSide.Server && _trace.InitialServerState != TcpState.Closed;
        string what = accepts ? "accept can return" : "connect can return";
        _rows.Add(new PictureRow(PictureRowKind.Conclusion, side, Time(step), what));
    }

    private PictureRow Row(HandshakeStep step, HandshakeSegment item)
    {
        TcpSegment segment = item.Segment;
        bool isClient = item.Sender == HandshakeSide.Client;
        uint? own = isClient ? _trace.ClientSequenceNumber : _trace.ServerSequenceNumber;
        uint? other = isClient ? _trace.ServerSequenceNumber : _trace.ClientSequenceNumber;
        string label = $"{segment.Name} seq={Number(segment.SequenceNumber, own, isClient)}";
        string detail = Absolute("seq", segment.SequenceNumber);
        if (segment.Has(TcpFlags.Acknowledgment))
        {
            label += $", ack={Number(segment.AcknowledgmentNumber, other, !isClient)}";
            detail += $", {Absolute("ack", segment.AcknowledgmentNumber)}";
        }

        if (segment.PayloadLength > 0)
            label += string.Create(CultureInfo.InvariantCulture, $", {segment.PayloadLength} bytes");
        if (step.IsRetransmission)
            label += ", again";
        if (step.IsLost)
            label += ", lost";
        return new PictureRow(
            PictureRowKind.Segment,
            item.Sender,
            Time(step),
            label,
            detail,
            IsLost: step.IsLost,
            IsReset: segment.Has(TcpFlags.Reset));
    }

    private PictureRow Row(HandshakeStep step, HandshakeIcmp item)
    {
        uint? own = item.Receiver == HandshakeSide.Client ? _trace.ClientSequenceNumber : _trace.ServerSequenceNumber;
        string meaning = IcmpWords.Meaning(item.Message);
        string detail = $"from {item.ReportedBy}";
        if (item.Message.Quote is { SequenceNumber: var number })
            detail += $", about seq={Number(number, own, item.Receiver == HandshakeSide.Client)}";
        return new PictureRow(
            PictureRowKind.Message,
            item.Receiver,
            Time(step),
            meaning.Length == 0 ? item.Message.ToString() : $"{item.Message} {meaning}",
            detail,
            Midway: Between(item));
    }

    // The next message about this very number, unless the segment is repeated before it.
    private IPAddress? StoppedBy(HandshakeSegment segment, int index)
    {
        for (int i = index + 1; i < _trace.Steps.Count; i++)
        {
            switch (_trace.Steps[i].Event)
            {
                case HandshakeSegment repeated when repeated.Sender == segment.Sender:
                    return null;
                case HandshakeIcmp icmp when icmp.Receiver == segment.Sender
                    && IcmpWords.ReportsLoss(icmp.Message)
                    && icmp.Message.Quote?.SequenceNumber == segment.Segment.SequenceNumber:
                    return Between(icmp);
            }
        }

        return null;
    }

    private IPAddress? Between(HandshakeIcmp icmp)
    {
        Endpoint far = icmp.Receiver == HandshakeSide.Client ? _trace.Server : _trace.Client;
        return icmp.ReportedBy.Equals(far.Address) ? null : icmp.ReportedBy;
    }

    private List<string> Lines()
    {
        var lines = new List<string>();
        var numbers = new List<string>();
        if (_trace.ClientSequenceNumber is { } j)
            numbers.Add(string.Create(CultureInfo.InvariantCulture, $"j = {j}"));
        if (_trace.ServerSequenceNumber is { } k)
            numbers.Add(string.Create(CultureInfo.InvariantCulture, $"k = {k}"));
        if (_trace.Steps.Count == 0)
            lines.Add("nothing was seen");
        if (numbers.Count > 0)
            lines.Add(string.Join(", ", numbers));
        if (_trace.MissedPackets > 0)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"packets missing here: {_trace.MissedPackets}"));
        if (_trace.OtherConnections is > 0 and var others)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"other connections, left out: {others}"));
        return lines;
    }

    // RFC 9293 section 3.4: numbers go round. What is more than the largest window away is not counted from the
    // beginning.
    private static string Number(uint number, uint? start, bool isClient)
    {
        const int LargestWindow = 1 << 30;
        if (start is null || (int)(number - start) is var distance && Math.Abs((long)distance) > LargestWindow)
            return number.ToString(CultureInfo.InvariantCulture);

        string name = isClient ? "j" : "k";
        return distance == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{distance:+0;-0}");
    }

    private static string Absolute(string name, uint number) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}={number}");

    private static string Name(Endpoint endpoint) => endpoint == default ? "?" : endpoint.ToString();

    private static string Time(HandshakeStep step) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.Time.TotalMilliseconds:+0.000;-0.000;+0.000} ms");
}

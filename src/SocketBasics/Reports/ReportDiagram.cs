using System.Globalization;
using System.Net;
using System.Text;
using SocketBasics.Outcomes;

namespace SocketBasics.Reports;

/// <summary>The report as a sequence diagram in the language of Mermaid.</summary>
/// <remarks>
/// An arrow stands only for what is known to have gone over it: a SYN where SYNs were counted, a SYN-ACK where there is
/// a connection, a RST where an ICMP message would have been seen instead. Everything else is a note.
/// </remarks>
internal sealed class ReportDiagram
{
    private const string Client = "client";
    private const string Resolver = "resolver";

    private readonly Participants<IPAddress> _routers = new("router");
    private readonly Participants<Endpoint> _servers = new("server");
    private readonly List<(TimeSpan Time, string Line)> _events = [];

    private ReportDiagram()
    {
    }

    public static string Format(EstablishmentReport report)
    {
        var diagram = new ReportDiagram();
        diagram.AddLookups(report);
        foreach (AttemptReport attempt in report.Attempts)
            diagram.AddAttempt(attempt);
        return diagram.Write(report);
    }

    private void AddLookups(EstablishmentReport report)
    {
        foreach (LookupReport lookup in report.Lookups)
        {
            string type = ReportWords.RecordType(lookup);
            AddMessage(TimeSpan.Zero, $"{Client}->>{Resolver}", $"{type} of {lookup.Name}?");
            string answer = $"{type}: {string.Join(", ", ReportWords.Answer(lookup))}";
            if (lookup.Duration is { } duration)
                AddMessage(duration, $"{Resolver}-->>{Client}", answer);
            else
                AddMessage(report.Elapsed, $"Note over {Client},{Resolver}", answer);
        }
    }

    private void AddAttempt(AttemptReport attempt)
    {
        string server = _servers.Find(attempt.RemoteEndpoint);
        bool wasAsked = WasAsked(attempt);
        if (wasAsked)
            AddMessage(attempt.Start, $"{Client}->>{server}", Question(attempt.SynCount));

        TimeSpan end = attempt.Start + attempt.Duration;
        if (attempt.Icmp is { } icmp)
            AddIcmp(attempt, icmp, end);
        if (attempt.WasConnected)
            AddMessage(end, $"{server}-->>{Client}", Consent(attempt));
        if (attempt is { WasConnected: true, Outcome: AttemptOutcome.Abandoned })
            Add(end, $"{Client}-x{server}", "RST, later");
        if (attempt.WasReset)
            AddMessage(end, $"{server}--x{Client}", "RST");

        string place = wasAsked ? $"{Client},{server}" : Client;
        string what = wasAsked ? attempt.Detail : $"{attempt.RemoteEndpoint}: {attempt.Detail}";
        AddMessage(end, $"Note over {place}", what);
        if (attempt is { Outcome: AttemptOutcome.Connected, NegotiatedOptions: { } options })
            Add(end, $"Note over {place}", options.ToString());
    }

    /// <summary>Whether anything is known to have been sent to the endpoint.</summary>
    private bool WasAsked(AttemptReport attempt) => attempt switch
    {
        { SynCount: 0 } or { SynCount: null, Outcome: AttemptOutcome.Failed } => false,

        // No neighbor answered, or a firewall of this machine rejected the SYN: the kernel counts it, and it never
        // left.
        { Outcome: AttemptOutcome.Refused or AttemptOutcome.Unreachable, Icmp: { } icmp } =>
            Sender(attempt, icmp) != Client,
        _ => true,
    };

    private void AddIcmp(AttemptReport attempt, IcmpMessage icmp, TimeSpan end)
    {
        string sender = Sender(attempt, icmp);
        string name = $"{(icmp.IsIPv6 ? "ICMPv6" : "ICMP")} {icmp.Type}/{icmp.Code}";

        // Of a message that did not end the attempt only the order is known.
        if (attempt.Outcome is AttemptOutcome.Refused or AttemptOutcome.Unreachable)
            AddMessage(end, $"{sender}--x{Client}", name);
        else
            Add(end, $"{sender}-->>{Client}", $"{name}, earlier");
    }

    private string Sender(AttemptReport attempt, IcmpMessage icmp)
    {
        if (attempt.RemoteEndpoint.IsIP && attempt.RemoteEndpoint.Address!.Equals(icmp.Sender))
            return _servers.Find(attempt.RemoteEndpoint);
        return icmp.IsFromThisMachine || icmp.Sender is null ? Client : _routers.Find(icmp.Sender);
    }

    private static string Question(int? synCount) => synCount switch
    {
        null => "connect",
        1 => "SYN",
        _ => string.Create(CultureInfo.InvariantCulture, $"SYN (x{synCount})"),
    };

    private static string Consent(AttemptReport attempt) => attempt switch
    {
        { SynCount: null } => "connected",
        { RoundTripTime: { } time } => $"SYN-ACK, round trip {ElapsedText.Format(time)}",
        _ => "SYN-ACK",
    };

    private void AddMessage(TimeSpan time, string where, string text) =>
        Add(time, where, $"{ReportWords.Offset(time)} {text}");

    private void Add(TimeSpan time, string where, string text) =>
        _events.Add((time, $"{where}: {MermaidText.Escape(text)}"));

    private string Write(EstablishmentReport report)
    {
        var text = new StringBuilder("sequenceDiagram");
        string[] own = report.Lookups.Count > 0 ? [Client, Resolver] : [Client];
        foreach (string participant in (string[])[.. own, .. _routers.Declarations, .. _servers.Declarations])
            text.Append("\n    participant ").Append(participant);

        // Stable: what happened at the same time stays in the order in which it was added.
        foreach ((_, string line) in _events.OrderBy(static item => item.Time))
            text.Append("\n    ").Append(line);
        text.Append("\n    Note over ").Append(Client).Append(": ").Append(MermaidText.Escape(report.Outcome));
        return text.ToString();
    }

    /// <summary>The participants of one kind, in the order of their first appearance.</summary>
    private sealed class Participants<T>(string kind)
        where T : notnull
    {
        private readonly Dictionary<T, string> _ids = [];

        public List<string> Declarations { get; } = [];

        public string Find(T participant)
        {
            if (_ids.TryGetValue(participant, out string? id))
                return id;

            id = string.Create(CultureInfo.InvariantCulture, $"{kind}{_ids.Count + 1}");
            _ids.Add(participant, id);
            Declarations.Add($"{id} as {MermaidText.Escape(participant.ToString()!)}");
            return id;
        }
    }
}

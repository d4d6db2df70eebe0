using System.Globalization;
using System.Net;
using System.Text;
using SocketBasics.Outcomes;

namespace SocketBasics.Reports;

/// <summary>The report as a sequence diagram in the language of Mermaid.</summary>
/// <remarks>
/// An arrow stands only for what is known to have gone over it: a SYN where SYNs were counted, a SYN-ACK where there is a
/// connection, a RST where an ICMP message would have been seen. Everything else is a note.
/// </remarks>
internal sealed class ReportDiagram
{
    private const string Client = "client";
    private const string Resolver = "resolver";

    private readonly List<string> _participants = [];
    private readonly Dictionary<Endpoint, string> _servers = [];
    private readonly Dictionary<IPAddress, string> _routers = [];
    private readonly List<(TimeSpan Time, string Line)> _events = [];

    private ReportDiagram()
    {
    }

    public static string Format(EstablishmentReport report)
    {
        var diagram = new ReportDiagram();
        diagram.AddParticipant(Client, "client");
        diagram.AddLookups(report);
        foreach (AttemptReport attempt in report.Attempts)
            diagram.AddAttempt(attempt);
        return diagram.Write(report.Outcome);
    }

    private void AddLookups(EstablishmentReport report)
    {
        if (report.Lookups.Count > 0)
            AddParticipant(Resolver, "resolver");
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
        string server = Find(_servers, attempt.RemoteEndpoint, "server");
        bool wasAsked = attempt.SynCount is > 0
            || (attempt.SynCount is null && attempt.Outcome != AttemptOutcome.Failed);
        if (wasAsked)
            AddMessage(attempt.Start, $"{Client}->>{server}", Question(attempt.SynCount));

        TimeSpan end = attempt.Start + attempt.Duration;
        if (attempt.Icmp is { } icmp)
            AddIcmp(attempt, icmp, end);
        if (attempt.Result is ConnectResult.Connected)
            AddMessage(end, $"{server}-->>{Client}", Consent(attempt));
        if (attempt is { Result: ConnectResult.Connected, Outcome: AttemptOutcome.Abandoned })
            Add(end, $"{Client}-x{server}", "RST, later");
        if (attempt is { Result: ConnectResult.Refused { Cause: RefusedCause.Reset } })
            AddMessage(end, $"{server}--x{Client}", "RST");

        string place = wasAsked ? $"{Client},{server}" : Client;
        string what = wasAsked ? attempt.Detail : $"{attempt.RemoteEndpoint}: {attempt.Detail}";
        AddMessage(end, $"Note over {place}", what);
        if (attempt is { Outcome: AttemptOutcome.Connected, NegotiatedOptions: { } options })
            Add(end, $"Note over {place}", options.ToString());
    }

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
        if (icmp.IsFromThisMachine || icmp.Sender is null)
            return Client;
        return attempt.RemoteEndpoint.IsIP && icmp.Sender.Equals(attempt.RemoteEndpoint.Address)
            ? Find(_servers, attempt.RemoteEndpoint, "server")
            : Find(_routers, icmp.Sender, "router");
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

    private string Find<T>(Dictionary<T, string> ids, T key, string kind)
        where T : notnull
    {
        if (ids.TryGetValue(key, out string? id))
            return id;

        id = string.Create(CultureInfo.InvariantCulture, $"{kind}{ids.Count + 1}");
        ids.Add(key, id);
        AddParticipant(id, key.ToString()!);
        return id;
    }

    private void AddParticipant(string id, string name) =>
        _participants.Add(id == name ? $"participant {id}" : $"participant {id} as {MermaidText.Escape(name)}");

    private void AddMessage(TimeSpan time, string where, string text) =>
        Add(time, where, $"{ReportWords.Offset(time)} {text}");

    private void Add(TimeSpan time, string where, string text) =>
        _events.Add((time, $"{where}: {MermaidText.Escape(text)}"));

    private string Write(string outcome)
    {
        var text = new StringBuilder("sequenceDiagram");
        foreach (string participant in _participants)
            text.Append("\n    ").Append(participant);

        // Stable: what happened at the same time stays in the order in which it was added.
        foreach ((_, string line) in _events.OrderBy(static item => item.Time))
            text.Append("\n    ").Append(line);
        return text.Append("\n    Note over ").Append(Client).Append(": ").Append(MermaidText.Escape(outcome)).ToString();
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocketBasics.Reports;

/// <summary>The report for machines. Its shape is a promise: docs/establishment-report.md.</summary>
internal static partial class ReportJson
{
    public static string Format(EstablishmentReport report) => JsonSerializer.Serialize(
        new Report(
            report.Target,
            report.Case.ToString(),
            report.Outcome,
            report.Elapsed.TotalMilliseconds,
            [.. report.Lookups.Select(Read)],
            [.. report.Attempts.Select(Read)]),
        Context.Default.Report);

    private static Lookup Read(LookupReport lookup) => new(
        lookup.Name,
        lookup.Family.ToString(),
        lookup.Duration?.TotalMilliseconds,
        [.. lookup.Addresses.Select(static address => address.ToString())],
        lookup.Error?.ToString());

    private static Attempt Read(AttemptReport attempt) => new(
        attempt.RemoteEndpoint.ToString(),
        attempt.LocalEndpoint?.ToString(),
        attempt.Start.TotalMilliseconds,
        attempt.Duration.TotalMilliseconds,
        attempt.Outcome.ToString(),
        attempt.Detail,
        attempt.SynCount,
        attempt.RoundTripTime?.TotalMilliseconds,
        attempt.Errno,
        attempt.Icmp is { } icmp ? new(icmp.Sender?.ToString(), icmp.Type, icmp.Code, icmp.IsFromThisMachine) : null,
        attempt.NegotiatedOptions is { } options
            ? new(
                options.MaximumSegmentSize,
                options.SendWindowScale,
                options.ReceiveWindowScale,
                options.HasSelectiveAcknowledgment,
                options.HasTimestamps,
                options.HasEcn)
            : null);

    internal sealed record Report(
        string Target,
        string Outcome,
        string Detail,
        double ElapsedMilliseconds,
        IReadOnlyList<Lookup> Lookups,
        IReadOnlyList<Attempt> Attempts);

    internal sealed record Lookup(
        string Name,
        string Family,
        double? DurationMilliseconds,
        IReadOnlyList<string> Addresses,
        string? Error);

    internal sealed record Attempt(
        string RemoteEndpoint,
        string? LocalEndpoint,
        double StartMilliseconds,
        double DurationMilliseconds,
        string Outcome,
        string Detail,
        int? SynCount,
        double? RoundTripMilliseconds,
        int? Errno,
        Icmp? Icmp,
        Agreement? NegotiatedOptions);

    internal sealed record Icmp(string? Sender, byte Type, byte Code, bool IsFromThisMachine);

    internal sealed record Agreement(
        int MaximumSegmentSize,
        int? SendWindowScale,
        int? ReceiveWindowScale,
        bool HasSelectiveAcknowledgment,
        bool HasTimestamps,
        bool HasEcn);

    [JsonSerializable(typeof(Report))]
    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        GenerationMode = JsonSourceGenerationMode.Serialization)]
    internal sealed partial class Context : JsonSerializerContext;
}

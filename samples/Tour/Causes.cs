using System.Globalization;
using SocketBasics;

namespace Tour;

/// <summary>Why a connect failed, and how one came to be: the report that every outcome has.</summary>
internal static class Causes
{
    public static async Task RunAsync(Page page, CancellationToken cancellationToken)
    {
        page.Chapter("Every outcome has a report: who said no, and what was tried");

        Endpoint broadcast = Endpoint.Parse("255.255.255.255:80");
        page.Step("who said so", $"{broadcast} once more");
        ConnectResult unreachable = await ClientSocket.ConnectAsync(broadcast, cancellationToken: cancellationToken);
        AttemptReport attempt = unreachable.Report.Attempts[0];
        page.Result(
            $"this machine's routes: {attempt.SynCount} SYNs left, errno {attempt.Errno}",
            attempt is { Outcome: AttemptOutcome.Unreachable, SynCount: 0, Icmp: null });

        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        page.Step("Happy Eyeballs", $"\"localhost\", {listener.LocalEndpoint.Port}: both families, only IPv4 listens");
        ConnectResult result = await ClientSocket.ConnectAsync(
            "localhost", listener.LocalEndpoint.Port, cancellationToken: cancellationToken);
        EstablishmentReport report = result.Report;
        foreach (AttemptReport tried in report.Attempts)
        {
            bool isLast = tried == report.Attempts[^1];
            page.Check(
                $"{tried.RemoteEndpoint}: {tried.Outcome} within {Format(tried.Duration)}",
                (tried.Outcome == AttemptOutcome.Connected) == isLast);
        }

        AttemptReport made = report.Attempts[^1];
        page.Result($"round trip {Format(made.RoundTripTime)}, {made.SynCount} SYN", made.RoundTripTime is not null);
        page.Check($"agreed: {made.NegotiatedOptions}", made.NegotiatedOptions is { HasSelectiveAcknowledgment: true });
        result.GetConnectionOrThrow().Dispose();
    }

    private static string Format(TimeSpan? time) =>
        time?.TotalMilliseconds.ToString("0.000 ms", CultureInfo.InvariantCulture) ?? "not told";
}

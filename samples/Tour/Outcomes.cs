using SocketBasics;

namespace Tour;

/// <summary>The five ways in which a connect can end, each one produced for real.</summary>
internal static class Outcomes
{
    public static async Task RunAsync(
        Page page, ListeningSocket listener, TimeSpan patience, CancellationToken cancellationToken)
    {
        page.Chapter("A connect ends in one of five outcomes, and says what was heard");

        page.Step("Connected", $"{listener.LocalEndpoint}, which still listens");
        ConnectResult connected = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, cancellationToken: cancellationToken);
        Report(page, connected, connected is ConnectResult.Connected);
        connected.GetConnectionOrThrow().Dispose();

        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        page.Step("Refused", $"{bound.LocalEndpoint}, which is bound and does not listen");
        ConnectResult refused = await ClientSocket.ConnectAsync(
            bound.LocalEndpoint, cancellationToken: cancellationToken);
        Report(page, refused, refused is ConnectResult.Refused { Cause: RefusedCause.Reset });

        // listen(n) lets n + 1 connections wait. Here that is one, and nobody accepts it: the next SYN is dropped.
#pragma warning disable SB1103 // A queue for a single connection is what is shown.
        await using ListeningSocket full = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen(backlog: 0);
#pragma warning restore SB1103
        ConnectResult waiting = await ClientSocket.ConnectAsync(
            full.LocalEndpoint, cancellationToken: cancellationToken);
        await using Connection first = waiting.GetConnectionOrThrow();
        page.Step("TimedOut", $"{full.LocalEndpoint}, a listener whose queue is full");
        ConnectResult timedOut = await ClientSocket.ConnectAsync(
            full.LocalEndpoint, new ConnectOptions { Timeout = patience }, cancellationToken);
        Report(page, timedOut, timedOut is ConnectResult.TimedOut { SynCount: > 0 });

        Endpoint broadcast = Endpoint.Parse("255.255.255.255:80");
        page.Step("Unreachable", $"{broadcast}, where no route leads for TCP");
        ConnectResult unreachable = await ClientSocket.ConnectAsync(broadcast, cancellationToken: cancellationToken);
        Report(page, unreachable, unreachable is ConnectResult.Unreachable { ReportedBy: null });

        page.Step("Failed", "nothing.invalid:80, a name that cannot exist");
        ConnectResult failed = await ClientSocket.ConnectAsync(
            "nothing.invalid", 80, cancellationToken: cancellationToken);
        Report(page, failed, failed is ConnectResult.Failed);
    }

    private static void Report(Page page, ConnectResult result, bool isTrue)
    {
        string text = result switch
        {
            ConnectResult.Connected(var connection) => $"connected from {connection.LocalEndpoint}",
            ConnectResult.Refused(var cause) => $"{cause}: somebody there said no, at once",
            ConnectResult.TimedOut(_, var synCount) => $"silence: no answer to {synCount} SYNs",
            ConnectResult.Unreachable(var reason, null) => $"{reason}, said by this machine",
            ConnectResult.Unreachable(var reason, var sender) => $"{reason}, said by {sender}",
            ConnectResult.Failed failed => $"{failed.Error}: nothing to connect to",
            _ => result.ToString(),
        };
        page.Check(text, isTrue, result.Elapsed);
    }
}

using System.Globalization;
using System.Net;

namespace SocketBasics.Probe;

/// <summary>
/// Connects to host names, one after the other: a line holds the name, its addresses (a dash: ask the system), the port,
/// and the milliseconds of the attempt delay and of the time-out.
/// </summary>
internal static class RaceProbe
{
    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        // What is slow or opens something only the first time is no concern of the races.
        _ = (await ClientSocket.ConnectAsync("localhost", 1)).Report.Attempts.Count;

        while (await input.ReadLineAsync() is { } line)
        {
            string[] fields = line.Split('\t');
            int before = OpenSockets.Count();
            ConnectResult result = await ClientSocket.ConnectAsync(
                fields[0], int.Parse(fields[2], CultureInfo.InvariantCulture), OptionsFrom(fields));
            int opened = OpenSockets.Count() - before;

            var attempts = result.Report.Attempts.Select(static attempt => string.Create(
                CultureInfo.InvariantCulture,
                $"{attempt.RemoteEndpoint.Address} {attempt.Outcome} {attempt.Start.TotalMilliseconds} " +
                $"{attempt.Duration.TotalMilliseconds} {attempt.SynCount}"));
            await output.WriteLineAsync(
                string.Join('\t', [ConnectProbe.Describe(fields[0], result), $"{opened}", .. attempts]));
            if (result.TryGetConnection(out Connection? connection))
                connection.Dispose();
        }
    }

    private static ConnectOptions OptionsFrom(string[] fields) => new()
    {
        Resolver = fields[1] == "-" ? null : Knowing([.. fields[1].Split(' ').Select(IPAddress.Parse)]),
        // A machine that is busy may have IPv4's answer long before IPv6's.
        ResolutionDelay = TimeSpan.FromSeconds(2),
        AttemptDelay = TimeSpan.FromMilliseconds(int.Parse(fields[3], CultureInfo.InvariantCulture)),
        Timeout = TimeSpan.FromMilliseconds(int.Parse(fields[4], CultureInfo.InvariantCulture)),
    };

    private static NameResolver Knowing(IPAddress[] addresses) => (_, family, _) =>
        new([.. addresses.Where(address => address.AddressFamily == family)]);
}

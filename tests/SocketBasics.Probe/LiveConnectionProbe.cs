using System.Diagnostics;
using System.Globalization;

namespace SocketBasics.Probe;

/// <summary>
/// Sends over living connections while the router answers every packet with ICMP "unreachable": soft errors (RFC 1122
/// section 4.2.3.9), after which the same packet gets through.
/// </summary>
internal static class LiveConnectionProbe
{
    // The first message may be heard while send(2) holds the socket, when nothing can be fatal; those that answer the
    // kernel's own repetitions are heard on their own.
    private const int Messages = 3;

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        while (await input.ReadLineAsync() is { } line)
        {
            var remote = Endpoint.Parse(line);
            using Connection connection = (await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();
            byte[] one = [1];
            await connection.SendAsync(one);
            int received = await connection.ReceiveAsync(one);

            long enough = CountHeard() + Messages;
            Router.AddRoute("unreachable", remote);
            await connection.SendAsync((byte[])[2]);
            bool wasHeard = WaitUntilHeard(enough);
            Router.RemoveRoute("unreachable", remote);
            string told = await ReceiveAsync(connection, one);

            await output.WriteLineAsync($"{remote}\t{received}\t{(wasHeard ? "heard" : "not heard")}\t{told} {one[0]}");
        }
    }

    private static async Task<string> ReceiveAsync(Connection connection, byte[] buffer)
    {
        try
        {
            return (await connection.ReceiveAsync(buffer)).ToString(CultureInfo.InvariantCulture);
        }
        catch (SocketOperationException exception)
        {
            return exception.SocketErrorCode.ToString();
        }
    }

    private static bool WaitUntilHeard(long enough)
    {
        long started = Stopwatch.GetTimestamp();
        while (CountHeard() < enough)
        {
            if (Stopwatch.GetElapsedTime(started) > HangGuard)
                return false;
            Thread.Yield();
        }

        return true;
    }

    /// <summary>How many ICMP messages "destination unreachable" of either family this namespace has received.</summary>
    private static long CountHeard()
    {
        string[][] icmp = [.. File.ReadLines("/proc/net/snmp").Select(static line => line.Split(' '))
            .Where(static fields => fields[0] == "Icmp:")];
        string v4 = icmp[1][Array.IndexOf(icmp[0], "InDestUnreachs")];
        string v6 = File.ReadLines("/proc/net/snmp6")
            .Single(static line => line.StartsWith("Icmp6InDestUnreachs", StringComparison.Ordinal)).Split()[^1];
        return long.Parse(v4, CultureInfo.InvariantCulture) + long.Parse(v6, CultureInfo.InvariantCulture);
    }
}

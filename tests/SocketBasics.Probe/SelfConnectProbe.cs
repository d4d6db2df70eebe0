using System.Globalization;

namespace SocketBasics.Probe;

/// <summary>Connects to a port of this machine on which nobody listens, and which the kernel may choose as the source.</summary>
internal static class SelfConnectProbe
{
    private static readonly Endpoint Nobody = Endpoint.Loopback(40_000);

    public static async Task RunAsync(int count, TextWriter output)
    {
        int sockets = OpenSockets.Count();
        long before = CountConnects();
        for (int i = 0; i < count; i++)
        {
            ConnectResult result = await ClientSocket.ConnectAsync(Nobody);
            await output.WriteLineAsync(ConnectProbe.Describe("connect", result));
        }

        await output.WriteLineAsync($"sockets\t{OpenSockets.Count() - sockets}");
        await output.WriteLineAsync($"connects\t{CountConnects() - before}");
    }

    /// <summary>How often connect(2) has sent a SYN in this namespace.</summary>
    private static long CountConnects()
    {
        string[][] tcp = [.. File.ReadLines("/proc/net/snmp").Select(static line => line.Split(' '))
            .Where(static fields => fields[0] == "Tcp:")];
        return long.Parse(tcp[1][Array.IndexOf(tcp[0], "ActiveOpens")], CultureInfo.InvariantCulture);
    }
}

using System.Diagnostics;

namespace SocketBasics.Probe;

/// <summary>The router of <c>topology.sh</c>: breaks and mends its routes while a connection is alive.</summary>
internal static class Router
{
    private static readonly string Process = Environment.GetEnvironmentVariable("ROUTER")!;

    /// <summary>Packets to the address are answered with ICMP from now on ("unreachable"), or with nothing ("blackhole").</summary>
    public static void AddRoute(string type, Endpoint endpoint) => Run("add", type, endpoint);

    public static void RemoveRoute(string type, Endpoint endpoint) => Run("del", type, endpoint);

    private static void Run(string action, string type, Endpoint endpoint)
    {
        string[] arguments = ["-t", Process, "-n", "ip", "route", action, type, endpoint.Address!.ToString()];
        using Process command = System.Diagnostics.Process.Start("nsenter", arguments);
        command.WaitForExit();
        if (command.ExitCode != 0)
            throw new InvalidOperationException($"nsenter {string.Join(' ', arguments)} ended with {command.ExitCode}.");
    }
}

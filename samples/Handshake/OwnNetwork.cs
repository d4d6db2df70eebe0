using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Handshake;

/// <summary>
/// A network of this program's own: its loopback interface, a router behind 10.77.1.1 that lets nobody through, and a
/// firewall in front of its own servers.
/// </summary>
internal sealed class OwnNetwork : IAsyncDisposable
{
    private readonly Process _router;

    private OwnNetwork(Process router) => _router = router;

    /// <summary>Starts this program again, in a network of its own, and returns its exit code.</summary>
    /// <remarks>Root may make one; anybody else gets a user namespace around it, in which it is root.</remarks>
    public static async Task<int> RunAsync(string word, string folder)
    {
        string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, typeof(OwnNetwork).Assembly.Location]
            : [Environment.ProcessPath!];
        string[] unshare = Environment.IsPrivilegedProcess
            ? ["--net"]
            : ["--user", "--map-root-user", "--net"];
        try
        {
            using Process inner = Start("unshare", [.. unshare, .. self, word, folder]);
            await inner.WaitForExitAsync();
            return inner.ExitCode;
        }
        catch (Win32Exception)
        {
            await Console.Error.WriteLineAsync("This sample needs Linux, with unshare(1), ip(8) and nft(8).");
            return 1;
        }
    }

    public static async Task<OwnNetwork> SetUpAsync()
    {
        // The router is a network namespace, which lives as long as a process in it.
        Process router = Start("unshare", ["--net", "sh", "-c", "echo; exec sleep 600"], redirectOutput: true);
        await router.StandardOutput.ReadLineAsync();
        var network = new OwnNetwork(router);
        string id = router.Id.ToString(CultureInfo.InvariantCulture);
        await ShellAsync($"""
            ip link set lo up
            ip link add client0 type veth peer name router0 netns {id}
            ip addr add 10.77.1.2/24 dev client0
            ip link set client0 up
            ip route add default via 10.77.1.1
            nft add table inet scene
            nft add chain inet scene input '{"{"} type filter hook input priority 0; {"}"}'
            """);
        await ShellAsync($"""
            nsenter --target {id} --net sh -ec '
                ip addr add 10.77.1.1/24 dev router0
                ip link set router0 up
                echo 1 > /proc/sys/net/ipv4/ip_forward
                ip route add prohibit 10.77.2.0/24'
            """);
        return network;
    }

    /// <summary>Adds a rule to the firewall in front of this network's servers.</summary>
    public Task FilterAsync(string rule)
    {
        ObjectDisposedException.ThrowIf(_router.HasExited, this);
        return ShellAsync($"nft add rule inet scene input {rule}");
    }

    public async ValueTask DisposeAsync()
    {
        _router.Kill();
        await _router.WaitForExitAsync();
        _router.Dispose();
    }

    private static async Task ShellAsync(string commands)
    {
        using Process shell = Start("sh", ["-ec", commands]);
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"A command failed with {shell.ExitCode}:\n{commands}");
    }

    private static Process Start(string command, string[] arguments, bool redirectOutput = false)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = redirectOutput };
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        return Process.Start(start)!;
    }
}

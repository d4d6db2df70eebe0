using SocketBasics.Tests.Namespaces;

namespace SocketBasics.Tests.Errors;

/// <summary>What fails for want of a privilege or of ports, in a child process that has none.</summary>
public sealed class RestrictedTests
{
    [Fact]
    public async Task A_process_without_privileges_is_told_which_one_is_missing()
    {
        // Without any capability even root is stopped by file modes and by the first 1024 ports.
        string[] lines = await RunAsync(
            """
            ip link set lo up
            directory=$(mktemp -d)
            trap 'rm -r $directory' EXIT
            mkdir -m 555 $directory/read-only
            setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all $PROBE without-privileges $directory
            """);

        Assert.Equal(
            "port\tBind\tAccessDenied\tbind 0.0.0.0:80: permission denied; ports below 1024 need CAP_NET_BIND_SERVICE, " +
            "a lower net.ipv4.ip_unprivileged_port_start, or root; or choose a higher port",
            lines[0]);
        Assert.Equal(
            "raw\tOpenRaw\tAccessDenied\topen raw socket 0.0.0.0:0: permission denied; " +
            "raw sockets need the capability CAP_NET_RAW (Linux), root or administrator rights",
            lines[1]);
        Assert.Matches(
            @"^directory\tBind\tAccessDenied\tbind unix:/.*/read-only/socket: permission denied; the directory must be writable",
            lines[2]);
        Assert.Matches(@"^locked\tFailed\tAccessDenied\t\t13\t\tunix:/.*/locked: failed: permission denied, after", lines[3]);
        Assert.Matches(
            @"^local port\tFailed\tAccessDenied\t\t13\t\t127\.0\.0\.1:9: failed: no permission for the local port, after",
            lines[4]);
        Assert.Matches(
            @"^local path\tFailed\tAccessDenied\t\t13\t\tunix:/.*/locked: failed: no permission to make the local path, after",
            lines[5]);
    }

    [Fact]
    public async Task A_machine_without_free_ports_says_so_to_client_and_server()
    {
        string[] lines = await RunAsync(
            "ip link set lo up; sysctl -qw net.ipv4.ip_local_port_range='40000 40003'; $PROBE few-ports");

        Assert.Matches(
            @"^connect\tFailed\tAddressNotAvailable\t.*127\.0\.0\.1:9000: failed: no local address or port is left, after",
            lines[0]);
        Assert.Matches(
            @"^listen\t(Bind|Listen)\tAddressAlreadyInUse\t(bind|listen) 127\.0\.0\.1:[0-9]+: (no free port; all ports of " +
            @"net\.ipv4\.ip_local_port_range are taken|the address is in use; another socket is bound there)",
            lines[1]);
    }

    private static async Task<string[]> RunAsync(string script)
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);
        return await NamespaceScript.RunShellAsync(script);
    }
}

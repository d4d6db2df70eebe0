using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace SocketBasics.Tests.Namespaces;

/// <summary>Runs a command in network namespaces of its own, as root or in a user namespace; skips where neither works.</summary>
internal static class NamespaceScript
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(3);

    /// <summary>Gets the command that runs the probe: the host of this very runtime, and the program beside the tests.</summary>
    public static string Probe { get; } = $"{Host()} {ProbeAssembly()}";

    /// <summary>Runs <c>topology.sh</c> with the given command, and returns the lines that it printed.</summary>
    public static Task<string[]> RunTopologyAsync(string input, params string[] command) =>
        RunAsync("", input, ["sh", Path.Combine(AppContext.BaseDirectory, "Namespaces", "topology.sh"), .. command]);

    /// <summary>Runs a shell script in one empty network namespace, and returns the lines that it printed.</summary>
    public static Task<string[]> RunShellAsync(string script) => RunAsync("m", "", ["sh", "-ec", script]);

    public static async Task<string> WhyNotAsync()
    {
        if (!OperatingSystem.IsLinux())
            return "Network namespaces exist on Linux only.";
        foreach (string tool in (string[])["unshare", "nsenter", "ip", "nft", "setpriv"])
        {
            if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Concat(["/usr/sbin", "/sbin"])
                .Any(directory => File.Exists(Path.Combine(directory, tool))))
            {
                return $"The command {tool} is missing.";
            }
        }

        (int exit, _, string error) = await ExecuteAsync(["unshare", Flags("m"), "true"], "");
        return exit == 0 ? "" : $"Network namespaces need root or unprivileged user namespaces: {error}";
    }

    private static async Task<string[]> RunAsync(string moreFlags, string input, string[] command)
    {
        (int exit, string output, string error) = await ExecuteAsync(["unshare", Flags(moreFlags), .. command], input);
        Assert.True(exit == 0, $"The script ended with {exit}: {error}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Flags(string more) => (Environment.IsPrivilegedProcess ? "-n" : "-Urn") + more;

    private static async Task<(int Exit, string Output, string Error)> ExecuteAsync(string[] command, string input)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PROBE"] = Probe;
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await Task.WhenAll(output, error, process.WaitForExitAsync(CancellationToken.None)).WaitAsync(HangGuard);
            return (process.ExitCode, await output, await error);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Host() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", "dotnet"));

    private static string ProbeAssembly() => typeof(NamespaceScript).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Probe").Value!;
}

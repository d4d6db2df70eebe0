using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SocketBasics.Samples.Tests;

/// <summary>A sample that runs as a process of its own, and ends with the test at the latest.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    // A guard against hanging, not an expectation.
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly CancellationTokenSource _guard;

    private SampleProcess(Process process)
    {
        _process = process;
        _guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _guard.CancelAfter(LongestRun);
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static SampleProcess Start(string sample, params string[] arguments) =>
        StartCommand(DotNet, [BuildFacts.PathOfSample(sample), .. arguments]);

    /// <summary>Starts a sample in a pseudo-terminal, which script(1) makes.</summary>
    public static SampleProcess StartInTerminal(string sample, params (string Name, string Value)[] environment)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "needs Linux and script(1)");
        string command = $"'{DotNet}' '{BuildFacts.PathOfSample(sample)}'";
        return StartCommand("/usr/bin/script", ["-qec", command, "/dev/null"], [("TERM", "xterm"), .. environment]);
    }

    /// <summary>Starts a sample in a network namespace of its own, in which even the loopback interface is down.</summary>
    public static SampleProcess StartWithoutNetwork(string sample)
    {
        string[] unshare = ["--user", "--map-root-user", "--net"];
        Assert.SkipUnless(OperatingSystem.IsLinux() && CanRun("unshare", [.. unshare, "true"]), "needs unshare(1)");
        return StartCommand("unshare", [.. unshare, DotNet, BuildFacts.PathOfSample(sample)]);
    }

    /// <summary>Skips the test where neither root nor a user namespace can make a network namespace.</summary>
    public static void SkipWithoutNamespaces()
    {
        string[] unshare = Environment.IsPrivilegedProcess ? ["--net"] : ["--user", "--map-root-user", "--net"];
        Assert.SkipUnless(CanRun("unshare", [.. unshare, "true"]), "needs root, or unprivileged user namespaces");
    }

    /// <summary>Runs a sample to its end.</summary>
    public static async Task<SampleRun> RunAsync(string sample, params string[] arguments)
    {
        await using SampleProcess process = Start(sample, arguments);
        return await process.EndAsync();
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync(_guard.Token);

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), _guard.Token);
        await _process.StandardInput.FlushAsync(_guard.Token);
    }

    /// <summary>Reads the line in which a server says where it listens, and connects to it from this machine.</summary>
    public async Task<Endpoint> ReadEndpointAsync()
    {
        const string Prefix = "listening on ";
        string line = await ReadLineAsync() ?? "";
        Assert.StartsWith(Prefix, line, StringComparison.Ordinal);
        return Endpoint.Loopback(Endpoint.Parse(line[Prefix.Length..]).Port);
    }

    public async Task SignalAsync(string signal)
    {
        string[] arguments = [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)];
        using Process kill = Process.Start("kill", arguments);
        await kill.WaitForExitAsync(_guard.Token);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Closes the input, and waits for the rest of the output and the exit code.</summary>
    public async Task<SampleRun> EndAsync()
    {
        _process.StandardInput.Close();
        Task<string> output = _process.StandardOutput.ReadToEndAsync(_guard.Token);
        Task<string> error = _process.StandardError.ReadToEndAsync(_guard.Token);
        await _process.WaitForExitAsync(_guard.Token);
        return new SampleRun(_process.ExitCode, await output, await error);
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _guard.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool CanRun(string fileName, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(fileName, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static SampleProcess StartCommand(
        string fileName, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("TMPDIR");
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new SampleProcess(Process.Start(start)!);
    }
}

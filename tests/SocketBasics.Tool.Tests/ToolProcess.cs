using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace SocketBasics.Tool.Tests;

/// <summary>The tool as a process of its own, which ends with the test at the latest.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    // A guard against hanging, not an expectation.
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private static readonly string[] Self =
    [
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        typeof(ToolProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static fact => fact.Key == "Tool").Value!,
    ];

    private readonly Process _process;
    private readonly CancellationTokenSource _guard;

    private ToolProcess(Process process)
    {
        _process = process;
        _guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _guard.CancelAfter(LongestRun);
    }

    public static ToolProcess Start(params string[] arguments) => StartCommand([.. Self, .. arguments]);

    /// <summary>Starts it behind another program, such as setpriv(1).</summary>
    public static ToolProcess StartBehind(string[] command, params string[] arguments) =>
        StartCommand([.. command, .. Self, .. arguments]);

    /// <summary>Starts it in a pseudo-terminal, which script(1) makes.</summary>
    public static ToolProcess StartInTerminal(string arguments, params (string Name, string Value)[] environment)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "needs Linux and script(1)");
        return StartCommand(
            ["/usr/bin/script", "-qec", $"'{Self[0]}' '{Self[1]}' {arguments}", "/dev/null"],
            [("TERM", "xterm-256color"), .. environment]);
    }

    public static async Task<ToolRun> RunAsync(params string[] arguments)
    {
        await using ToolProcess process = Start(arguments);
        return await process.EndAsync();
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync(_guard.Token);

    /// <summary>Reads the line in which it says where it listens, and returns how this machine reaches that.</summary>
    public async Task<Endpoint> ReadEndpointAsync()
    {
        const string Prefix = "listening on ";
        string line = await ReadLineAsync() ?? "";
        Assert.StartsWith(Prefix, line, StringComparison.Ordinal);
        return Endpoint.Loopback(Endpoint.Parse(line[Prefix.Length..].Split(',')[0]).Port);
    }

    public async Task SignalAsync(string signal)
    {
        string[] arguments = [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)];
        using Process kill = Process.Start("kill", arguments);
        await kill.WaitForExitAsync(_guard.Token);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the rest of the output, and for the end.</summary>
    public async Task<ToolRun> EndAsync()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync(_guard.Token);
        Task<string> error = _process.StandardError.ReadToEndAsync(_guard.Token);
        await _process.WaitForExitAsync(_guard.Token);
        return new ToolRun(_process.ExitCode, await output, await error);
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _guard.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ToolProcess StartCommand(string[] command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("NO_COLOR");
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new ToolProcess(Process.Start(start)!);
    }
}

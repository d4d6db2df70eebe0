using System.Diagnostics;

namespace SocketBasics.Package.Tests;

/// <summary>Runs a program to its end; what it printed is in the result or in the failure.</summary>
internal static class Command
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(8);

    private static readonly string DotNetHost = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static readonly string[] WithoutServers = ["-nodeReuse:false", "-p:UseSharedCompilation=false", "-tl:off"];

    public static Task<string> DotNetAsync(string folder, params string[] arguments) =>
        RunAsync(folder, DotNetHost, arguments);

    /// <summary>Builds with servers of no kind, which would outlive the test.</summary>
    public static Task<string> MSBuildAsync(string folder, params string[] arguments) =>
        DotNetAsync(folder, [.. arguments, .. WithoutServers]);

    /// <summary>Builds, and leaves it to the caller what a failure means.</summary>
    public static Task<(int ExitCode, string Output)> TryMSBuildAsync(string folder, params string[] arguments) =>
        TryRunAsync(folder, DotNetHost, [.. arguments, .. WithoutServers]);

    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        (int exitCode, string output) = await TryRunAsync(folder, program, arguments);
        if (exitCode != 0)
            Assert.Fail($"{program} {string.Join(' ', arguments)}\nended with {exitCode}:\n{output}");
        return output;
    }

    private static async Task<(int ExitCode, string Output)> TryRunAsync(
        string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The build that runs the tests leaves its own paths behind, which would mislead the build that they start.
        foreach (string name in start.Environment.Keys.ToArray())
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                start.Environment.Remove(name);
        }

        // With fixed times a commit, whose hash goes into the assembly, is the same in every copy of the sources.
        start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = "2000-01-01T00:00:00Z";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";

        using Process process = Process.Start(start)!;
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(HangGuard);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(guard.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(guard.Token);
        try
        {
            await process.WaitForExitAsync(guard.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

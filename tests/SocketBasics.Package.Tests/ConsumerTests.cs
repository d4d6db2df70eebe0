using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SocketBasics.Package.Tests;

public sealed partial class ConsumerTests(PackedLibrary library) : IAsyncLifetime
{
    private const string Expected = "hello over TCP\nhello over UDP\n";

    private readonly TemporaryFolder _folder = new();

    private string Version => $"-p:SocketBasicsVersion={library.Version}";

    public async ValueTask InitializeAsync()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Consumer");
        foreach (string file in Directory.EnumerateFiles(source))
            File.Copy(file, _folder.PathOf(Path.GetFileName(file)));
        await PackageSources.ConfigureAsync(_folder.Path, library.Feed);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    // Seen to fail with: Connection.ShutdownSend made internal.
    [Fact]
    public async Task A_program_that_uses_the_package_builds_and_runs()
    {
        string build = await Command.MSBuildAsync(_folder.Path, "build", "-o", _folder.PathOf("out"), Version);
        Assert.DoesNotContain("warn", build.Replace("0 Warning(s)", "", StringComparison.Ordinal));

        string output = await Command.DotNetAsync(_folder.Path, _folder.PathOf("out", "Consumer.dll"));

        Assert.Equal(Expected, output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_program_that_throws_the_result_of_a_connect_away_is_warned()
    {
        await File.WriteAllTextAsync(
            _folder.PathOf("Careless.cs"),
            """
            internal static class Careless
            {
                public static async Task RunAsync() => await SocketBasics.ClientSocket.ConnectAsync("localhost", 80);
            }
            """,
            TestContext.Current.CancellationToken);

        string build = await Command.MSBuildAsync(
            _folder.Path, "build", "-o", _folder.PathOf("out"), "-p:TreatWarningsAsErrors=false", Version);

        Assert.Contains("Careless.cs(3,", build, StringComparison.Ordinal);
        Assert.Contains("warning SB2001", build, StringComparison.Ordinal);
    }

    // Seen to fail with: IsAotCompatible off, and Type.GetType(text) in ServerSocket.Create (IL2057).
    [Fact]
    public async Task A_trimmed_program_that_uses_the_package_is_published_without_a_warning_and_runs()
    {
        string[] trimmed =
            ["-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishTrimmed=true", "-p:SelfContained=true", Version];
        (int exitCode, string restore) = await Command.TryMSBuildAsync(_folder.Path, ["restore", .. trimmed]);
        if (exitCode != 0 && RuntimePackError().Match(restore) is { Success: true } missing)
            Assert.Skip($"The runtime for trimmed programs cannot be restored here: {missing.Value}");
        Assert.True(exitCode == 0, restore);

        string publish = await Command.MSBuildAsync(
            _folder.Path, ["publish", "--no-restore", "-o", _folder.PathOf("out"), .. trimmed]);
        Assert.DoesNotContain("warn", publish);

        string program = _folder.PathOf("out", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer");
        Assert.Equal(Expected, (await Command.RunAsync(_folder.Path, program)).ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"error NU1\d\d\d: .*(Microsoft\.NETCore\.App|Microsoft\.NET\.ILLink|ILCompiler).*")]
    private static partial Regex RuntimePackError();
}

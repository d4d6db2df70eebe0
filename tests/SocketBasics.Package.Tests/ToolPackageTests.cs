using System.Runtime.InteropServices;
using System.Xml.Linq;
using SocketBasics.Tests.Repository;

namespace SocketBasics.Package.Tests;

public sealed class ToolPackageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Feed => _folder.PathOf("feed");

    // The build of the solution has analyzed it.
    public async ValueTask InitializeAsync() => await Command.MSBuildAsync(
        RepositoryFolder.Root,
        "pack", RepositoryFolder.PathOf("src", "SocketBasics.Tool"),
        "-c", "Release", "-o", Feed, $"-p:ArtifactsPath={_folder.PathOf("artifacts")}", "-p:RunAnalyzers=false");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    [Fact]
    public async Task The_tool_installs_from_its_package_and_runs()
    {
        string package = Assert.Single(Directory.EnumerateFiles(Feed, "*.nupkg"));
        XElement metadata = Nuspec.Read(package);
        Assert.Equal("SocketBasics.Tool", Value(metadata, "id"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("icon.png", Value(metadata, "icon"));
        Assert.Equal("MIT", Value(metadata, "license"));
        string version = Value(metadata, "version");
        await PackageSources.ConfigureAsync(_folder.Path, Feed);

        string tools = _folder.PathOf("tools");
        await Command.DotNetAsync(
            _folder.Path,
            "tool", "install", "SocketBasics.Tool", "--version", version, "--tool-path", tools,
            "--configfile", _folder.PathOf("nuget.config"));

        Assert.Equal($"sockets {version}", (await RunAsync(tools, "--version")).Trim());
        string manual = await RunAsync(tools, "connect", "--help");
        Assert.Contains("sockets connect HOST PORT", manual, StringComparison.Ordinal);
    }

    // The program looks for .NET where it is usually installed, and the one that runs the tests may be elsewhere.
    private Task<string> RunAsync(string tools, params string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            return Command.RunAsync(_folder.Path, Path.Combine(tools, "sockets.exe"), arguments);
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        return Command.RunAsync(
            _folder.Path, "env", [$"DOTNET_ROOT={root}", Path.Combine(tools, "sockets"), .. arguments]);
    }

    private static string Value(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name).Value;
}

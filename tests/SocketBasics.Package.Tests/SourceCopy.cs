using System.ComponentModel;
using SocketBasics.Tests.Repository;

namespace SocketBasics.Package.Tests;

/// <summary>What the package is built from, as a git repository of its own in another folder.</summary>
public sealed class SourceCopy : IAsyncLifetime
{
    private static readonly string[] SourceFolders = ["src", "analyzers"];

    private static readonly string[] Author =
        ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.invalid", "-c", "commit.gpgSign=false"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Copies the sources and commits them.</summary>
    public async ValueTask InitializeAsync()
    {
        Copy(RepositoryFolder.Root, _folder.Path, SearchOption.TopDirectoryOnly);
        foreach (string name in SourceFolders.Where(name => Directory.Exists(RepositoryFolder.PathOf(name))))
            Copy(RepositoryFolder.PathOf(name), _folder.PathOf(name), SearchOption.AllDirectories);

        try
        {
            await GitAsync("init", "--quiet", "--initial-branch=main");
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no git here.");
        }

        await GitAsync("add", "--all");
        await GitAsync([.. Author, "commit", "--quiet", "--message=Sources"]);
    }

    /// <summary>Packs the library as a build server does, but for the analyzers, which take most of the time.</summary>
    /// <returns>The paths of the package, and of the assembly in it.</returns>
    internal async Task<(string Package, string Assembly)> PackAsync()
    {
        string output = await Command.MSBuildAsync(
            _folder.Path,
            "pack", _folder.PathOf("src", "SocketBasics"),
            "-c", "Release", "-o", _folder.PathOf("feed"),
            "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false");
        Assert.DoesNotContain("warn", output);
        return (
            Assert.Single(Directory.EnumerateFiles(_folder.PathOf("feed"), "*.nupkg")),
            _folder.PathOf("artifacts", "bin", "SocketBasics", "release", "SocketBasics.dll"));
    }

    /// <summary>Packs what is built already, after an assembly has gone missing.</summary>
    internal async Task<(int ExitCode, string Output)> TryPackWithoutAsync(string assembly)
    {
        string project = _folder.PathOf("analyzers", "SocketBasics.Analyzers.Package");
        await Command.MSBuildAsync(_folder.Path, "build", project, "-c", "Release", "-p:RunAnalyzers=false");
        File.Delete(_folder.PathOf("artifacts", "bin", assembly, "release", $"{assembly}.dll"));
        return await Command.TryMSBuildAsync(
            _folder.Path, "pack", project, "-c", "Release", "--no-build", "-o", _folder.PathOf("feed"));
    }

    internal async Task SetOriginAsync(string? url)
    {
        if ((await GitAsync("remote")).Contains("origin", StringComparison.Ordinal))
            await GitAsync("remote", "remove", "origin");
        if (url is not null)
            await GitAsync("remote", "add", "origin", url);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    private Task<string> GitAsync(params string[] arguments) => Command.RunAsync(_folder.Path, "git", arguments);

    private static void Copy(string source, string destination, SearchOption depth)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", depth))
        {
            string relative = Path.GetRelativePath(source, file);
            // In a linked work tree ".git" is a file, which would lead git back to the original.
            if (relative == ".git")
                continue;
            string copy = Path.Combine(destination, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

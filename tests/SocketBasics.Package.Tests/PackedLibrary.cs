using SocketBasics.Package.Tests;
using SocketBasics.Tests.Repository;

[assembly: AssemblyFixture(typeof(PackedLibrary))]

namespace SocketBasics.Package.Tests;

/// <summary>The packages of this checkout, packed once for all tests.</summary>
public sealed class PackedLibrary : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Gets the folder that holds the package, which serves as a package source.</summary>
    public string Feed => _folder.PathOf("feed");

    /// <summary>Gets the version that was packed.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Gets the path of the package.</summary>
    public string Package => Path.Combine(Feed, $"SocketBasics.{Version}.nupkg");

    /// <summary>Gets the path of the package that holds the analyzers alone.</summary>
    public string Analyzers => Path.Combine(Feed, $"SocketBasics.Analyzers.{Version}.nupkg");

    /// <summary>Gets the path of the package with the symbols.</summary>
    public string Symbols => Path.Combine(Feed, $"SocketBasics.{Version}.snupkg");

    /// <summary>Gets what the build printed.</summary>
    public string Output { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        PackageSources.ForgetOurs();
        Output = await PackAsync("src", "SocketBasics");
        string package = Assert.Single(Directory.EnumerateFiles(Feed, "*.nupkg"));
        Version = Path.GetFileNameWithoutExtension(package)["SocketBasics.".Length..];
        Output += await PackAsync("analyzers", "SocketBasics.Analyzers.Package");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    private Task<string> PackAsync(params string[] project) => Command.MSBuildAsync(
        RepositoryFolder.Root,
        "pack", RepositoryFolder.PathOf(project),
        "-c", "Release", "-o", Feed, $"-p:ArtifactsPath={_folder.PathOf("artifacts")}");
}

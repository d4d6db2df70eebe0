using System.Xml.Linq;
using SocketBasics.Tests.Repository;

namespace SocketBasics.Package.Tests;

/// <summary>NuGet settings of a consumer: our packages from the feed, the rest from where this machine takes it.</summary>
internal static class PackageSources
{
    // Kept between runs, since the runtime for trimmed programs is large. Only our packages must be new each time.
    private static readonly string Cache = RepositoryFolder.PathOf("artifacts", "package-tests");

    private static readonly string[] Ours = ["SocketBasics", "SocketBasics.Analyzers", "SocketBasics.Tool"];

    public static async Task ConfigureAsync(string folder, string feed)
    {
        string[] machine = await NamesAsync(folder);

        new XElement("configuration",
            new XElement("config", Add("globalPackagesFolder", Cache)),
            new XElement("packageSources", Add("Packed here", feed)),
            new XElement("packageSourceMapping",
                Mapping("Packed here", Ours),
                machine.Select(name => Mapping(name, "*"))))
            .Save(Path.Combine(folder, "nuget.config"));
    }

    /// <summary>Forgets what an earlier run has restored of our packages, which have the same version.</summary>
    public static void ForgetOurs()
    {
        foreach (string stale in Ours.Select(static id => Path.Combine(Cache, id.ToLowerInvariant())))
        {
            if (Directory.Exists(stale))
                Directory.Delete(stale, recursive: true);
        }
    }

    // "  1.  name [Enabled]", followed by the address on a line of its own.
    private static async Task<string[]> NamesAsync(string folder) =>
        [.. (await Command.DotNetAsync(folder, "nuget", "list", "source"))
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.EndsWith(" [Enabled]", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('.', StringComparison.Ordinal) + 1)..^" [Enabled]".Length].Trim())];

    private static XElement Add(string key, string value) =>
        new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static XElement Mapping(string source, params string[] patterns) => new(
        "packageSource",
        new XAttribute("key", source),
        patterns.Select(static pattern => new XElement("package", new XAttribute("pattern", pattern))));
}

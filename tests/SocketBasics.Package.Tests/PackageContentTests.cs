using System.IO.Compression;
using System.Xml.Linq;

namespace SocketBasics.Package.Tests;

public class PackageContentTests(PackedLibrary library)
{
    [Fact]
    public void The_package_is_built_without_a_warning() => Assert.DoesNotContain("warn", library.Output);

    // Seen to fail with: global.json added to the package.
    [Fact]
    public void The_package_holds_the_library_its_documentation_the_analyzers_the_readme_and_the_icon() => Assert.Equal(
        [
            "README.md", "SocketBasics.nuspec",
            "analyzers/dotnet/cs/SocketBasics.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/SocketBasics.Analyzers.dll",
            "buildTransitive/SocketBasics.targets",
            "icon.png",
            "lib/net10.0/SocketBasics.dll", "lib/net10.0/SocketBasics.xml",
        ],
        ContentOf(library.Package));

    [Fact]
    public void The_package_of_analyzers_holds_nothing_else() => Assert.Equal(
        [
            "README.md", "SocketBasics.Analyzers.nuspec",
            "analyzers/dotnet/cs/SocketBasics.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/SocketBasics.Analyzers.dll",
            "icon.png",
        ],
        ContentOf(library.Analyzers));

    [Fact]
    public void The_package_of_analyzers_is_needed_for_development_only_and_needs_no_other()
    {
        XElement[] metadata = [.. Nuspec.Read(library.Analyzers).Elements()];

        Assert.Equal("true", metadata.Single(static element => element.Name.LocalName == "developmentDependency").Value);
        Assert.DoesNotContain(metadata, static element => element.Name.LocalName == "dependencies");
    }

    [Fact]
    public void The_symbol_package_holds_the_symbols() => Assert.Equal(
        ["SocketBasics.nuspec", "lib/net10.0/SocketBasics.pdb"],
        ContentOf(library.Symbols));

    [Fact]
    public void No_file_of_the_package_is_empty()
    {
        using ZipArchive package = ZipFile.OpenRead(library.Package);

        Assert.All(package.Entries, entry => Assert.NotEqual(0, entry.Length));
    }

    [Fact]
    public void The_package_needs_no_other_package()
    {
        XElement dependencies = Assert.Single(Metadata("dependencies"));

        XElement group = Assert.Single(dependencies.Elements());
        Assert.Equal("net10.0", group.Attribute("targetFramework")?.Value);
        Assert.Empty(group.Elements());
    }

    [Fact]
    public void The_package_says_what_it_is()
    {
        XElement license = Assert.Single(Metadata("license"));
        Assert.Equal(("expression", "MIT"), (license.Attribute("type")?.Value, license.Value));
        Assert.Equal("SocketBasics", Assert.Single(Metadata("id")).Value);
        Assert.Equal("README.md", Assert.Single(Metadata("readme")).Value);
        Assert.Equal("icon.png", Assert.Single(Metadata("icon")).Value);
        Assert.NotEmpty(Assert.Single(Metadata("description")).Value);
        Assert.NotEmpty(Assert.Single(Metadata("tags")).Value);
    }

    private IEnumerable<XElement> Metadata(string name) => Nuspec.Read(library.Package).Elements()
        .Where(element => element.Name.LocalName == name);

    // The rest is what the format wants of every package.
    private static IEnumerable<string> ContentOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries
            .Select(entry => entry.FullName)
            .Where(name => name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal))
            .Where(name => !name.StartsWith("package/services/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}

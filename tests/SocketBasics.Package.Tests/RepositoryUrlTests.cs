using System.Xml.Linq;

namespace SocketBasics.Package.Tests;

public class RepositoryUrlTests(SourceCopy copy) : IClassFixture<SourceCopy>
{
    // Seen to fail with: RepositoryUrl written into the project.
    [Theory]
    [InlineData(null, null)]
    [InlineData("/srv/git/sockets.git", null)]
    [InlineData("https://user:password@github.com/example/sockets.git", "https://github.com/example/sockets.git")]
    public async Task The_package_names_its_repository_by_public_address_or_not_at_all(string? origin, string? expected)
    {
        await copy.SetOriginAsync(origin);

        (string package, _) = await copy.PackAsync();

        XElement repository = Nuspec.Read(package).Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal("git", repository.Attribute("type")?.Value);
        Assert.Equal(expected, repository.Attribute("url")?.Value);
    }
}

namespace SocketBasics.Package.Tests;

/// <summary>
/// The rules are compiled against an older compiler than the one that runs them, and meet syntax they have no name for.
/// </summary>
public sealed class NewestLanguageTests(PackedLibrary library) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "NewestLanguage", "Lookalikes.cs");
        File.Copy(source, _folder.PathOf("Lookalikes.cs"));
        await PackageSources.ConfigureAsync(_folder.Path, library.Feed);
        await File.WriteAllTextAsync(
            _folder.PathOf("NewestLanguage.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SocketBasics" Version="{library.Version}" />
              </ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    // Seen to fail with: ClientBoundAnalyzer that reads the argument of every Bind.
    [Fact]
    public async Task No_rule_throws_on_members_of_extension_blocks_that_look_like_the_frameworks()
    {
        string build = await Command.MSBuildAsync(_folder.Path, "build");

        Assert.DoesNotContain("AD0001", build, StringComparison.Ordinal);
        Assert.Contains("warning SB1103", build, StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;

namespace SocketBasics.Package.Tests;

public sealed partial class AnalyzerPackageTests(PackedLibrary library) : IAsyncLifetime
{
    private const string Careless =
        """
        using System.Net.Sockets;

        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start(0);
        """;

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await PackageSources.ConfigureAsync(_folder.Path, library.Feed);
        await File.WriteAllTextAsync(_folder.PathOf("Program.cs"), Careless, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    // Seen to fail with: no SocketBasics.targets in the package (two reports with both packages).
    [Theory]
    [InlineData("SocketBasics.Analyzers")]
    [InlineData("SocketBasics")]
    [InlineData("SocketBasics", "SocketBasics.Analyzers")]
    public async Task A_mistake_with_a_framework_socket_is_reported_once(params string[] packages)
    {
        await ReferenceAsync(packages);

        string build = await Command.MSBuildAsync(_folder.Path, "build");

        // A build prints a warning when it comes, and once more at its end.
        Assert.Contains("Program.cs(4,1): warning SB1103", build, StringComparison.Ordinal);
        Assert.Equal("1", WarningCount().Match(build).Groups[1].Value);
    }

    [Fact]
    public async Task Dotnet_format_applies_the_code_fix()
    {
        await ReferenceAsync("SocketBasics.Analyzers");

        await Command.DotNetAsync(_folder.Path, "format", "analyzers", "--diagnostics", "SB1103", "--severity", "warn");

        string after = await File.ReadAllTextAsync(_folder.PathOf("Program.cs"), TestContext.Current.CancellationToken);
        Assert.Equal(Careless.Replace("Start(0)", "Start()", StringComparison.Ordinal), after);
    }

    private Task ReferenceAsync(params string[] packages) => File.WriteAllTextAsync(
        _folder.PathOf("Careless.csproj"),
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
          <ItemGroup>
            {string.Concat(packages.Select(id => $"""<PackageReference Include="{id}" Version="{library.Version}" />"""))}
          </ItemGroup>
        </Project>
        """,
        TestContext.Current.CancellationToken);

    [GeneratedRegex(@"^ +(\d+) Warning\(s\)", RegexOptions.Multiline)]
    private static partial Regex WarningCount();
}

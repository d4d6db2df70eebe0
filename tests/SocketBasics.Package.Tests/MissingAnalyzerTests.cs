namespace SocketBasics.Package.Tests;

public class MissingAnalyzerTests(SourceCopy copy) : IClassFixture<SourceCopy>
{
    // Seen to fail with: no Error task in PackAnalyzers.targets, which packs a package without the file.
    [Theory]
    [InlineData("SocketBasics.Analyzers")]
    [InlineData("SocketBasics.Analyzers.CodeFixes")]
    public async Task A_package_cannot_be_packed_without_one_of_its_analyzers(string missing)
    {
        (int exitCode, string output) = await copy.TryPackWithoutAsync(missing);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("would ship without its analyzers", output, StringComparison.Ordinal);
    }
}

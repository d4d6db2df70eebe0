namespace SocketBasics.Package.Tests;

public class DeterminismTests
{
    // Seen to fail with: DeterministicSourcePaths off.
    [Fact]
    public async Task Builds_in_two_folders_give_the_same_bytes()
    {
        Assert.Equal(await BuildAsync(), await BuildAsync());
    }

    private static async Task<byte[]> BuildAsync()
    {
        await using var copy = new SourceCopy();
        await copy.InitializeAsync();
        return await File.ReadAllBytesAsync((await copy.PackAsync()).Assembly, TestContext.Current.CancellationToken);
    }
}

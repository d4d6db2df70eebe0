using System.Text.RegularExpressions;

namespace SocketBasics.Samples.Tests;

/// <summary>The pictures of the guide are those of a run of the sample, but for times, ports and sequence numbers.</summary>
public sealed partial class HandshakeTests
{
    private static readonly string[] Tools = ["unshare", "nsenter", "ip", "nft"];

    // When other pictures are meant: dotnet run --project samples/Handshake docs/guide/handshake, and look at them.
    // Seen to fail with: a mark of the sample renamed, and with a RST that the kernel's filter does not let through.
    [Fact]
    public async Task The_pictures_of_the_guide_are_those_of_the_sample()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Array.TrueForAll(Tools, Exists), "needs Linux, unshare(1), ip(8), nft(8)");
        SampleProcess.SkipWithoutNamespaces();
        string folder = Directory.CreateTempSubdirectory("handshake-").FullName;
        try
        {
            SampleRun run = await SampleProcess.RunAsync("Handshake", folder);

            Assert.True(run.ExitCode == 0, run.Output + run.Error);
            string[] expected = Names(BuildFacts.PathInRepository("docs", "guide", "handshake"));
            Assert.Equal(expected, Names(folder));
            foreach (string name in expected)
            {
                string shown = File.ReadAllText(BuildFacts.PathInRepository("docs", "guide", "handshake", name));
                Assert.Equal(WithoutChance(shown), WithoutChance(File.ReadAllText(Path.Combine(folder, name))));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static bool Exists(string tool) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Concat(["/usr/sbin", "/sbin"])
        .Any(folder => File.Exists(Path.Combine(folder, tool)));

    // Texts are padded and centered, so that the number of blanks depends on what is left out here.
    private static string WithoutChance(string picture) =>
        Blanks().Replace(Chance().Replace(picture, static match => match.Groups[1].Value + match.Groups[2].Value + "N"), " ");

    [GeneratedRegex(@"([-+])[0-9]+\.[0-9]{3}(?= ms)|((?:seq|ack)=|[jk] = )[0-9]+|(?<=(?:127\.0\.0\.1|10\.77\.1\.2|::1\]):)[0-9]{5}")]
    private static partial Regex Chance();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}

using System.Text;

namespace SocketBasics.Tests.Namespaces;

/// <summary>The system's resolver, with a name server that the probe plays.</summary>
public sealed class ResolverTests
{
    private const string Script =
        """
        ip link set lo up
        settings=$(mktemp -d)
        trap 'rm -r $settings' EXIT
        echo 'nameserver 127.0.0.1' > $settings/resolv.conf
        echo 'search first.example second.example' >> $settings/resolv.conf
        echo 'hosts: dns' > $settings/nsswitch.conf
        for file in resolv.conf nsswitch.conf; do mount --bind $settings/$file /etc/$file; done
        printf '%s\n' server bücher.example BÜCHER.example xn--bcher-kva.example missing.example. v6.example | $PROBE names
        """;

    // Seen to fail with: names handed to getaddrinfo(3) as they are.
    [Fact]
    public async Task Search_domains_and_international_names_are_the_resolvers_work()
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        string[] lines = await NamespaceScript.RunShellAsync(Script);

        ILookup<string, string[]> found = lines.Select(static line => line.Split('\t')).ToLookup(static fields => fields[0]);
        Assert.Equal(
            ["server Connected", "bücher.example Connected", "BÜCHER.example Connected", "xn--bcher-kva.example Connected",
                "missing.example. Failed HostNotFound", "v6.example Unreachable NoRoute"],
            lines.TakeWhile(static line => !line.StartsWith("question", StringComparison.Ordinal))
                .Select(static line => string.Join(' ', line.Split('\t')[..3]).TrimEnd()));

        // The domains in their order, and the name of the other alphabet as DNS knows it (RFC 5891).
        string[] questions = [.. found["question"].Select(static fields => fields[1])];
        Assert.Equal(["server.first.example", "server.second.example", "xn--bcher-kva.example"], questions[..3]);
        Assert.All(questions, static question => Assert.True(Ascii.IsValid(question), question));
    }
}

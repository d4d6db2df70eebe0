using Microsoft.CodeAnalysis;
using SocketBasics.Corpus;

namespace SocketBasics.Analyzers.Tests.Corpus;

public sealed class PrecisionPageTests
{
    [Fact]
    public void The_page_counts_repositories_and_names_none()
    {
        string page = PrecisionPage.Write(
            [new("SB1103", DiagnosticSeverity.Warning, True: 3, Lucky: 1, False: 0, Unlabeled: 1, Missed: 2, Found: 2)],
            new Dictionary<RepositoryTier, int> { [RepositoryTier.Excellent] = 4, [RepositoryTier.Tutorial] = 7 },
            files: 1234);

        Assert.Contains("11 public repositories with 1234 C# files:\n4 libraries", page, StringComparison.Ordinal);
        Assert.Contains("0 popular libraries and applications, and\n7 tutorials", page, StringComparison.Ordinal);
        Assert.Contains(
            "| [SB1103](SB1103.md) | Warning | 4 | 3 | 1 | 0 | 1 | 75 % | 4 | 2 | 50 % |\n",
            page,
            StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;
using SocketBasics.Tests.Repository;

namespace SocketBasics.Tests.Textbooks;

/// <summary>docs/guide/textbooks.md says nothing without a proof that runs.</summary>
public sealed partial class TextbookPageTests
{
    private static readonly string[] Sections =
        [.. File.ReadAllText(RepositoryFolder.PathOf("docs", "guide", "textbooks.md")).Split("\n## ").Skip(1)];

    // Seen to fail with: a section without its proof; a name of a test that does not exist.
    [Fact]
    public void Every_correction_names_tests_that_exist()
    {
        var tests = typeof(TextbookPageTests).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract)
            .SelectMany(static type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();

        Assert.True(Sections.Length >= 15);
        Assert.All(Sections, section =>
        {
            string[] named = [.. TestName().Matches(section).Select(static match => match.Groups[1].Value)];
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, tests));
        });
    }

    [GeneratedRegex("`(\\w+Tests\\.\\w+)`")]
    private static partial Regex TestName();
}

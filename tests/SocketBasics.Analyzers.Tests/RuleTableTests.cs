using System.Reflection;

namespace SocketBasics.Analyzers.Tests;

public sealed class RuleTableTests
{
    private static readonly string Root = typeof(RuleTableTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    // Seen to fail with: a row left out, another title, another severity, a fix that is not there.
    [Theory]
    [InlineData("README.md", "docs/rules/")]
    [InlineData("docs/rules/README.md", "")]
    [InlineData("analyzers/SocketBasics.Analyzers.Package/README.md", null)]
    public void The_table_of_rules_is_up_to_date(string document, string? folder)
    {
        string path = Path.Combine(Root, document);
        string before = File.ReadAllText(path);
        string after = RuleTable.Replace(
            before, RuleTable.Render(id => folder is null ? id : $"[{id}]({folder}{id}.md)"));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, after);

        Assert.True(
            before == after,
            $"""
            The table of rules in {document} is not that of the rules. To write it anew:

                APPROVE=1 dotnet test tests/SocketBasics.Analyzers.Tests --filter {nameof(RuleTableTests)}
            """);
    }
}

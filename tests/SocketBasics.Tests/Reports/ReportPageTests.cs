using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SocketBasics.Tests.Repository;

namespace SocketBasics.Tests.Reports;

/// <summary>The page that promises the shape of the JSON, and shows what a report looks like.</summary>
public sealed partial class ReportPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFolder.PathOf("docs", "establishment-report.md"));

    // Seen to fail with: a member of the JSON renamed.
    [Fact]
    public async Task The_page_shows_the_members_that_are_written()
    {
        JsonNode shown = JsonNode.Parse(Block("json"))!;
        JsonNode written = JsonNode.Parse((await ReportScripts.RaceAsync()).Report.ToJson())!;

        Assert.Equal(Members(written).Where(NotOfIcmp), Members(shown).Where(NotOfIcmp));
    }

    // Seen to fail with: a member of the JSON renamed.
    [Fact]
    public async Task The_page_explains_every_member()
    {
        JsonNode written = JsonNode.Parse((await ReportScripts.RaceAsync()).Report.ToJson())!;
        string[] explained = [.. Page.Split('\n').Where(static line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(static row => Code().Matches(row.Split('|')[1])).Select(static match => match.Groups[1].Value)];

        foreach (string member in Members(written))
        {
            string last = member[(member.LastIndexOf('.') + 1)..];
            Assert.True(
                explained.Any(name => name == member || name == $"{member}[]" || name == $".{last}"),
                $"{member} is not on the page.");
        }
    }

    [Fact]
    public void The_page_shows_one_connect_in_three_renderings()
    {
        string outcome = (string)JsonNode.Parse(Block("json"))!["detail"]!;

        ReportGrammar.CheckDiagram(Block("mermaid"));
        Assert.StartsWith(outcome + "\n", Block("text"), StringComparison.Ordinal);
        Assert.EndsWith($"Note over client: {outcome}", Block("mermaid"), StringComparison.Ordinal);
    }

    private static string Block(string language) =>
        Fence().Matches(Page).Single(match => match.Groups[1].Value == language).Groups[2].Value;

    // The attempts of the two reports heard different things.
    private static bool NotOfIcmp(string member) => !member.StartsWith("attempts[].icmp.", StringComparison.Ordinal);

    private static IEnumerable<string> Members(JsonNode? node, string path = "") => (node switch
    {
        JsonObject members => members.SelectMany(member =>
        {
            string name = path.Length == 0 ? member.Key : $"{path}.{member.Key}";
            return Members(member.Value, name).Prepend(name);
        }),
        JsonArray items => items.SelectMany(item => Members(item, $"{path}[]")),
        _ => [],
    }).Distinct();

    [GeneratedRegex(@"^```(\w+)\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}

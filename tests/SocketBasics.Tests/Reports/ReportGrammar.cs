using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SocketBasics.Tests.Reports;

/// <summary>What every report keeps to, whatever the names in it hold.</summary>
internal static partial class ReportGrammar
{
    /// <summary>Looks at all three renderings, and returns the JSON.</summary>
    public static JsonElement Check(EstablishmentReport report)
    {
        string[] table = report.ToString().Split('\n');
        Assert.Equal(report.Outcome, table[0]);
        Assert.All(table, static line => Assert.True(IsPrintable(line), line));

        CheckDiagram(report.ToMermaid());

        string json = report.ToJson();
        Assert.DoesNotContain(json, static character => character is < ' ' or > '~');
        return JsonDocument.Parse(json).RootElement;
    }

    public static void CheckDiagram(string text)
    {
        string[] diagram = text.Split('\n');
        Assert.Equal("sequenceDiagram", diagram[0]);
        Assert.All(diagram[1..], static line => Assert.Matches(DiagramLine(), line));
        Assert.All(diagram[1..], static line => Assert.DoesNotMatch(Seized(), line));
        CheckParticipants(diagram);
    }

    private static void CheckParticipants(string[] diagram)
    {
        string[] declared = [.. diagram
            .Select(static line => Participant().Match(line))
            .Where(static match => match.Success)
            .Select(static match => match.Groups[1].Value)];
        Assert.Equal(declared.Distinct(), declared);
        foreach (string line in diagram[(declared.Length + 1)..])
        {
            string head = line[..line.IndexOf(':', StringComparison.Ordinal)];
            Assert.All(Id().Matches(head).Select(static match => match.Value), id => Assert.Contains(id, declared));
        }
    }

    private static bool IsPrintable(string line) => !line.EnumerateRunes().Any(static rune =>
        System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        || rune.Value is '<' or '>' or '&' or '"' or '\'' or '`');

    // The text is what Mermaid reads as nothing but text, and entity codes.
    [GeneratedRegex("""
        ^[ ]{4}(?:
            participant[ ](?:client|resolver)
          | (?:
                participant[ ](?:server|router)[0-9]+[ ]as[ ]
              | (?:client|resolver|server[0-9]+|router[0-9]+)
                (?:->>|-->>|-x|--x)
                (?:client|resolver|server[0-9]+|router[0-9]+):[ ]
              | Note[ ]over[ ]client(?:,(?:resolver|server[0-9]+))?:[ ]
            )
            (?:[-A-Za-z0-9 .,:/_()\[\]+=@?*]|\#[0-9]+;)+
        )\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex DiagramLine();

    // What Mermaid acts upon wherever it stands.
    [GeneratedRegex(@"style|classDef|C4|wrap|\bend\b|%%", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Seized();

    [GeneratedRegex("^ {4}participant ([a-z]+[0-9]*)")]
    private static partial Regex Participant();

    [GeneratedRegex("(?:client|resolver|server|router)[0-9]*")]
    private static partial Regex Id();
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using SocketBasics.Handshake;

namespace SocketBasics.Tests.Handshake;

/// <summary>What every picture keeps to, whatever the marks in it hold.</summary>
internal static partial class PictureGrammar
{
    private static readonly string[] Pieces =
    [
        "a", "\n", "\r\n", "\u2028", "\u001B[31m", "\u202E", "<script>alert(1)</script>", "</text></svg>", "]]>", "<!--",
        "&lt;", "&#0;", "\"", "'", "`", "\\", "\0", "\uD800", "\uFFFE", ";", "#59;", "%%{init: {}}%%", "end", "style x:#1;",
        "C4Container", "wrap:", "participant ", "->>", ":", ",", "Note over client: x", "graph TD", "漢字", "🔌", " ", "│", "●",
        "url(https://example.com/x)", "a long text that has to be wrapped because no line is as long as this one is",
    ];

    public static Gen<string> HostileTexts { get; } = Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(static text => text ?? ""));

    public static void Check(HandshakeTrace trace)
    {
        CheckText(trace.ToString());
        CheckMermaid(trace.ToMermaid());
        CheckSvg(trace.ToSvg());
    }

    private static void CheckText(string text)
    {
        string[] lines = text.Split('\n');
        Assert.All(lines, static line => Assert.True(IsPrintable(line), line));
        Assert.All(lines, static line => Assert.InRange(line.EnumerateRunes().Count(), 0, 100));

        // Below the names, both life lines stand in every line.
        int first = Array.FindIndex(lines, static line => line.Contains('│', StringComparison.Ordinal));
        Assert.All(lines[first..], static line => Assert.Matches(LifeLines(), OfOneUnitEach(line)));
    }

    private static void CheckMermaid(string text)
    {
        string[] lines = text.Split('\n');
        Assert.Equal("sequenceDiagram", lines[0]);
        Assert.All(lines[1..], static line => Assert.Matches(DiagramLine(), line));
        Assert.All(lines[1..], static line => Assert.DoesNotMatch(Seized(), line));
    }

    private static void CheckSvg(string text)
    {
        using var reader = XmlReader.Create(
            new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        XElement svg = XDocument.Load(reader).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal("title", svg.Elements().First().Name.LocalName);
        Assert.Equal("desc", svg.Elements().Skip(1).First().Name.LocalName);
        foreach (XElement element in svg.Descendants())
        {
            Assert.Contains(element.Name.LocalName, (string[])["title", "desc", "style", "rect", "path", "text", "circle"]);
            foreach (XAttribute attribute in element.Attributes())
                Assert.Matches(AttributeValue(), attribute.Value);
            if (element.Name.LocalName == "text")
                Assert.True(IsPrintable(element.Value), element.Value);
        }

        string style = svg.Elements().Single(static element => element.Name.LocalName == "style").Value;
        Assert.DoesNotContain("url", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
    }

    private static string OfOneUnitEach(string line) =>
        string.Concat(line.EnumerateRunes().Select(static rune => rune.IsBmp ? (char)rune.Value : 'x'));

    private static bool IsPrintable(string line) => !line.EnumerateRunes().Any(static rune =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        || rune.Value is '<' or '>' or '&' or '"' or '\'' or '`');

    [GeneratedRegex("^.{28}[│├●○].{52}[│┤●○]( [A-Z0-9?-]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LifeLines();

    [GeneratedRegex("""
        ^[ ]{4}(?:
            participant[ ](?:client|server|router[0-9]+)[ ]as[ ]
          | (?:client|server|router[0-9]+)(?:->>|-->>|--x)(?:client|server|router[0-9]+):[ ]
          | Note[ ](?:over[ ]client,server|over[ ]client|over[ ]server|left[ ]of[ ]client|right[ ]of[ ]server):[ ]
        )
        (?:[-A-Za-z0-9 .,:/_()\[\]+=@?*]|\#[0-9]+;)*\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex DiagramLine();

    [GeneratedRegex(@"style|classDef|C4|wrap|\bend\b|%%", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Seized();

    [GeneratedRegex("^[-A-Za-z0-9 .]+$")]
    private static partial Regex AttributeValue();
}

using System.CommandLine;
using System.Text;

namespace SocketBasics.Tool.Manuals;

/// <summary>Sets a manual page, as man(1) does: 80 columns, headings at the margin.</summary>
internal static class ManualPage
{
    private const int Width = 80;
    private const int Margin = 7;
    private const int TermIndent = 14;

    public static string Format(string name, Manual manual, IEnumerable<Option> options)
    {
        var text = new StringBuilder();
        Heading(text, "NAME");
        Paragraph(text, $"{name} - {manual.Summary}", Margin);
        Heading(text, "SYNOPSIS");
        foreach (string line in manual.Synopsis)
            Hanging(text, $"{name} {line}".TrimEnd(), Margin, Margin + name.Length + 1);
        Heading(text, "DESCRIPTION");
        for (int i = 0; i < manual.Description.Length; i++)
        {
            if (i > 0)
                text.Append('\n');
            Paragraph(text, manual.Description[i], Margin);
        }

        Section(text, "COMMANDS", manual.Commands);
        Section(text, "ARGUMENTS", manual.Arguments);
        Section(text, "OPTIONS", [.. options.Select(static option => (Term(option), option.Description ?? ""))]);
        Section(text, "JSON", manual.Json);
        Section(text, "ENVIRONMENT", manual.Environment);
        Section(text, "EXIT STATUS", manual.ExitStatus);
        Section(text, "EXAMPLES", manual.Examples);
        Heading(text, "SEE ALSO");
        Paragraph(text, manual.SeeAlso, Margin);
        return text.ToString().TrimEnd('\n');
    }

    private static void Heading(StringBuilder text, string heading)
    {
        if (text.Length > 0)
            text.Append('\n');
        text.Append(heading).Append('\n');
    }

    private static void Section(StringBuilder text, string heading, (string Term, string Text)[] entries)
    {
        if (entries.Length == 0)
            return;
        Heading(text, heading);
        foreach ((string term, string meaning) in entries)
        {
            // A short term and the beginning of its text share a line, as in man(1).
            if (term.Length <= TermIndent - Margin - 2)
            {
                Hanging(text, term.PadRight(TermIndent - Margin) + meaning, Margin, TermIndent);
                continue;
            }

            text.Append(' ', Margin).Append(term).Append('\n');
            Paragraph(text, meaning, TermIndent);
        }
    }

    private static string Term(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(static name => name.Length));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private static void Paragraph(StringBuilder text, string paragraph, int indent) =>
        Hanging(text, paragraph, indent, indent);

    private static void Hanging(StringBuilder text, string paragraph, int first, int rest)
    {
        text.Append(' ', first);
        int column = first;
        bool isFirst = true;
        foreach (string word in paragraph.Split(' '))
        {
            if (!isFirst && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', rest).Append(word);
                column = rest + word.Length;
            }
            else
            {
                if (!isFirst)
                    text.Append(' ');
                text.Append(word);
                column += word.Length + (isFirst ? 0 : 1);
            }

            isFirst = false;
        }

        text.Append('\n');
    }
}

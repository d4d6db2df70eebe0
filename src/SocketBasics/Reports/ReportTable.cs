using System.Globalization;
using System.Text;
using SocketBasics.Outcomes;

namespace SocketBasics.Reports;

/// <summary>The report for people who read a terminal or a log.</summary>
/// <remarks>What can be long, a path or the words of an outcome, ends its line: the columns stay in line.</remarks>
internal static class ReportTable
{
    private const string Unknown = "-";
    private const int AnswerWidth = 80;

    public static string Format(EstablishmentReport report)
    {
        var text = new StringBuilder(report.Outcome);
        if (report.Lookups is [var first, ..])
        {
            text.Append("\n\nLookups of ").Append(first.Name).Append(", all begun with the call");
            string[] heading = ["Type", "Took", "Answer"];
            AppendRows(text, rightAligned: "Took", notesBelow: 2, heading, report.Lookups.Select(Row));
        }

        if (report.Attempts.Count == 0)
            return text.Append("\n\nNo attempts").ToString();

        text.Append("\n\nAttempts");
        AppendRows(
            text,
            rightAligned: "# Begun Took SYNs RTT Errno",
            notesBelow: 1,
            ["#", "Begun", "Took", "Outcome", "SYNs", "RTT", "Errno", "Endpoint"],
            report.Attempts.Select(Row));
        return text.ToString();
    }

    private static (string[] Cells, IEnumerable<string> Notes) Row(LookupReport lookup)
    {
        List<string> lines = [];
        foreach (string word in ReportWords.Answer(lookup))
        {
            if (lines is [.., var line] && line.Length + word.Length < AnswerWidth)
                lines[^1] = $"{line}, {word}";
            else
                lines.Add(word);
        }

        string took = lookup.Duration is { } duration ? ElapsedText.Format(duration) : Unknown;
        return ([ReportWords.RecordType(lookup), took, lines is [var first, ..] ? first : Unknown], lines.Skip(1));
    }

    private static (string[] Cells, IEnumerable<string> Notes) Row(AttemptReport attempt, int index) => (
        [
            Number(index + 1),
            ReportWords.Offset(attempt.Start),
            ElapsedText.Format(attempt.Duration),
            attempt.Outcome.ToString(),
            Number(attempt.SynCount),
            attempt.RoundTripTime is { } time ? ElapsedText.Format(time) : Unknown,
            Number(attempt.Errno),
            attempt.RemoteEndpoint.ToString(),
        ],
        Notes(attempt));

    private static IEnumerable<string> Notes(AttemptReport attempt)
    {
        yield return $"from   {attempt.LocalEndpoint?.ToString() ?? Unknown}";
        yield return $"ended  {attempt.Detail}";
        if (attempt.Icmp?.ToString() is { } heard && !attempt.Detail.Contains(heard, StringComparison.Ordinal))
            yield return $"heard  {heard}";
        if (attempt.Outcome == AttemptOutcome.Connected)
            yield return $"agreed {attempt.NegotiatedOptions?.ToString() ?? Unknown}";
    }

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>Writes a heading and rows in columns, and each row's notes below one of its columns.</summary>
    private static void AppendRows(
        StringBuilder text,
        string rightAligned,
        int notesBelow,
        string[] heading,
        IEnumerable<(string[] Cells, IEnumerable<string> Notes)> rows)
    {
        (string[] Cells, IEnumerable<string> Notes)[] all = [(heading, []), .. rows];
        bool[] isRight = [.. heading.Select(name => rightAligned.Split(' ').Contains(name))];
        int[] widths = [.. heading.Select((_, column) => all.Max(row => row.Cells[column].Length))];
        int last = heading.Length - 1;
        int indent = 2 + widths[..notesBelow].Sum(static width => width + 2);
        foreach ((string[] cells, IEnumerable<string> notes) in all)
        {
            text.Append("\n  ");
            for (int column = 0; column < last; column++)
            {
                (string cell, int width) = (cells[column], widths[column]);
                text.Append(isRight[column] ? cell.PadLeft(width) : cell.PadRight(width)).Append("  ");
            }

            text.Append(cells[last]);
            foreach (string note in notes)
                text.Append('\n').Append(' ', indent).Append(note);
        }
    }
}

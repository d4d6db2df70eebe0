using System.Globalization;

namespace SocketBasics.Corpus;

/// <summary>Reads labels from a table.</summary>
public static class LabelFile
{
    private const string Columns = "rule label repo commit path line";

    private static readonly string[] Verdicts = ["TP", "TP(win)", "TP(test)", Label.Lucky, "INTENT"];

    /// <summary>Reads the labels in the lines of a file.</summary>
    /// <param name="lines">The lines; the first has the names of the columns.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="FormatException">A line is no label, or says the opposite of another.</exception>
    public static IReadOnlyList<Label> Parse(IEnumerable<string> lines)
    {
        IReadOnlyList<Label> labels = TableFile.Parse(lines, Columns, ParseLabel);
        return labels.GroupBy(label => (label.Rule, label.Repository, label.Path, label.Line))
            .FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new FormatException($"Labeled twice: {twice.First()}")
            : labels;
    }

    private static Label ParseLabel(string[] values)
    {
        string verdict = values[1];
        if (!Verdicts.Contains(verdict) && verdict.Split(' ')[0] != "TRAP")
            throw new FormatException($"No such label: {verdict}");

        return int.TryParse(values[5], NumberStyles.None, CultureInfo.InvariantCulture, out int line) && line > 0
            ? new(values[0], verdict, values[2], values[3], values[4], line)
            : throw new FormatException($"No line number: {values[5]}");
    }
}

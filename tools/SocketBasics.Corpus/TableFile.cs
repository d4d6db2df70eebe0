namespace SocketBasics.Corpus;

/// <summary>Tables in text: one line of names, then one line per row, columns parted by tabs.</summary>
public static class TableFile
{
    /// <summary>Takes the rows of a table apart.</summary>
    /// <typeparam name="T">What a row stands for.</typeparam>
    /// <param name="lines">The lines of the file.</param>
    /// <param name="names">The names that the first line must have.</param>
    /// <param name="row">Makes one of a row's columns; throws <see cref="FormatException"/> if it cannot.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="FormatException">The table is not as expected; the message names the line.</exception>
    public static IReadOnlyList<T> Parse<T>(IEnumerable<string> lines, string names, Func<string[], T> row)
    {
        var rows = new List<T>();
        int columns = names.Split(' ').Length;
        foreach ((int index, string line) in lines.Index())
        {
            string[] values = line.Split('\t');
            if (index == 0 ? string.Join(' ', values) != names : values.Length != columns)
                throw new FormatException($"Line {index + 1}: expected the columns {names}.");

            try
            {
                if (index > 0)
                    rows.Add(row(values));
            }
            catch (FormatException e)
            {
                throw new FormatException($"Line {index + 1}: {e.Message}", e);
            }
        }

        return rows;
    }
}

using System.Globalization;

namespace SocketBasics.Tests.Namespaces;

/// <summary>One connect to a name, as the probe printed it.</summary>
internal sealed class RaceRow
{
    private RaceRow(string[] fields)
    {
        Outcome = $"{fields[1]} {fields[2]}".TrimEnd();
        Text = fields[6];
        Opened = int.Parse(fields[8], CultureInfo.InvariantCulture);
        Attempts = [.. fields[9..].Select(RaceRowAttempt.Parse)];
    }

    public string Outcome { get; }

    public string Text { get; }

    /// <summary>Gets how many more sockets were open when the result was there.</summary>
    public int Opened { get; }

    public IReadOnlyList<RaceRowAttempt> Attempts { get; }

    public static Dictionary<string, RaceRow> Parse(string[] lines) => lines
        .Select(static line => line.Split('\t')).ToDictionary(static fields => fields[0], static fields => new RaceRow(fields));
}

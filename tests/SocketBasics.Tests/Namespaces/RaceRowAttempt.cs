using System.Globalization;

namespace SocketBasics.Tests.Namespaces;

/// <summary>An attempt of a <see cref="RaceRow"/>.</summary>
internal sealed record RaceRowAttempt(string Address, string Outcome, double Start, double Duration, string SynCount)
{
    public double End => Start + Duration;

    public static RaceRowAttempt Parse(string text)
    {
        string[] fields = text.Split(' ');
        return new(fields[0], fields[1], Number(fields[2]), Number(fields[3]), fields[4]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

namespace SocketBasics.Analyzers;

/// <summary>The names of the cases, in the order of <see cref="Outcomes"/>.</summary>
internal static class Outcome
{
    public static readonly string[] Names = ["Connected", "TimedOut", "Refused", "Unreachable", "Failed"];

    /// <summary>The names of those in the set.</summary>
    public static IEnumerable<string> NamesOf(Outcomes outcomes)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (outcomes.HasFlag((Outcomes)(1 << i)))
                yield return Names[i];
        }
    }
}

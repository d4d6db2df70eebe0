namespace SocketBasics.Racing;

/// <summary>
/// Which of two addresses is tried first: the rules of RFC 6724 section 6, in their order. Those that need what the system
/// does not tell are left out: 3 (deprecated), 4 (home addresses) and 7 (tunnels).
/// </summary>
internal sealed class DestinationOrder : IComparer<Destination>
{
    public static DestinationOrder Instance { get; } = new();

    public int Compare(Destination? x, Destination? y)
    {
        if (x is null || y is null)
            return 0;

        // A negative number puts x first. Where all rules leave it open, the order of the resolver stays (rule 10): the
        // sort is stable.
        return FirstThat(
            PreferIf(!x.IsUnreachable, !y.IsUnreachable),
            PreferIf(x.HasScopeOfSource, y.HasScopeOfSource),
            PreferIf(x.HasLabelOfSource, y.HasLabelOfSource),
            y.Policy.Precedence.CompareTo(x.Policy.Precedence),
            x.Scope.CompareTo(y.Scope),

            // Rule 9 is for IPv6 only: over IPv4 it would undo the round robin of name servers.
            y.CommonPrefix().CompareTo(x.CommonPrefix()));
    }

    private static int PreferIf(bool x, bool y) => y.CompareTo(x);

    private static int FirstThat(params ReadOnlySpan<int> decisions)
    {
        foreach (int decision in decisions)
        {
            if (decision != 0)
                return decision;
        }

        return 0;
    }
}

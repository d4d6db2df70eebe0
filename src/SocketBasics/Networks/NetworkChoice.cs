namespace SocketBasics.Networks;

/// <summary>Which of the machine's networks is used where the options name none.</summary>
internal static class NetworkChoice
{
    private const string Switch = "SocketBasics.Network";
    private const string Variable = "SOCKETBASICS_NETWORK";

    /// <summary>
    /// The one of Linux where it can be had, unless the portable one is asked for by name. The program's own setting goes
    /// before that of its environment.
    /// </summary>
    public static Network Make(Network portable)
    {
        string? asked = AppContext.GetData(Switch) as string ?? Environment.GetEnvironmentVariable(Variable);
        return string.Equals(asked, portable.Name, StringComparison.OrdinalIgnoreCase) ? portable : Network.Epoll ?? portable;
    }
}

namespace SocketBasics.Networks;

/// <summary>Which of the machine's networks is used where the options name none.</summary>
internal static class NetworkChoice
{
    private const string Switch = "SocketBasics.Network";
    private const string Variable = "SOCKETBASICS_NETWORK";

    /// <summary>
    /// The one that is asked for by name, where it can be had; otherwise the portable one. The program's own setting goes
    /// before that of its environment.
    /// </summary>
    public static Network Make(Network portable)
    {
        string? asked = AppContext.GetData(Switch) as string ?? Environment.GetEnvironmentVariable(Variable);
        return string.Equals(asked, "epoll", StringComparison.OrdinalIgnoreCase) ? Network.Epoll ?? portable : portable;
    }
}

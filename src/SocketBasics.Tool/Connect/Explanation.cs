namespace SocketBasics.Tool.Connect;

/// <summary>Why a connect ended as it did, in a sentence, and what helps.</summary>
/// <param name="Cause">What was heard, and what that means.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record Explanation(string Cause, string Remedy)
{
    /// <summary>Explains an outcome; there is nothing to explain about a connection.</summary>
    public static Explanation? Of(ConnectResult result)
    {
        if (result is ConnectResult.Connected)
            return null;
        try
        {
            _ = result.GetConnectionOrThrow();
            return null;
        }
        catch (SocketOperationException exception)
        {
            return new(CauseOf(result, exception.Cause), exception.Remedy);
        }
    }

    private static string CauseOf(ConnectResult result, string cause) => result switch
    {
        ConnectResult.TimedOut { Stage: ConnectStage.NameLookup } =>
            "the name servers did not answer in time; nothing was sent to the target",
        ConnectResult.TimedOut { RemoteEndpoint.IsLocal: true } => "the server's queue was full, and stayed so",
        ConnectResult.TimedOut { SynCount: 1 } => "silence: a SYN was sent, and nothing came back",
        ConnectResult.TimedOut { SynCount: { } count } => $"silence: {count} SYNs were sent, and nothing came back",
        ConnectResult.TimedOut => "silence: nothing came back",
        ConnectResult.Refused { Cause: RefusedCause.Reset } =>
            "a reset (RST) answered the SYN: the address is reached, and nobody listens on that port",
        ConnectResult.Refused { Icmp: { } icmp } => $"{icmp} answered the SYN: port unreachable",
        ConnectResult.Refused { Cause: RefusedCause.NoListener } => "nobody listens on that path or name",
        ConnectResult.Refused => "somebody at the address said no",
        ConnectResult.Unreachable { Icmp: { IsFromThisMachine: true } icmp } =>
            $"this machine says so itself, by {icmp}",
        ConnectResult.Unreachable { Icmp: { } icmp } => $"{icmp} says so; the sender of ICMP is a claim, and no proof",
        ConnectResult.Unreachable { SynCount: 0 } => "this machine's routing table says so; nothing was sent",
        ConnectResult.Unreachable => "this machine, or somebody on the way, says so",
        _ => cause,
    };
}

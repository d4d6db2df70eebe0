namespace SocketBasics.Tests.Namespaces;

/// <summary>One connect in the topology and how it has to end.</summary>
/// <param name="Remote">The endpoint, of which <c>topology.sh</c> says what is wrong with it.</param>
/// <param name="Outcome">The case and its detail.</param>
/// <param name="ReportedBy">The sender of the ICMP message, or empty.</param>
/// <param name="Errno">
/// The kernel's number, or empty where it cannot be known; with a question mark where it is known if the answer came
/// at once, which depends on whether the neighbor's address was known already.
/// </param>
/// <param name="LeastSyns">SYNs at the least; a busy machine may send more than one.</param>
/// <param name="MostSyns">SYNs at the most.</param>
public sealed record FaultRow(
    string Remote, string Outcome, string ReportedBy, string Errno, int LeastSyns = 1, int MostSyns = 10)
{
    /// <summary>Gets the time-out of the connect.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the time that it takes at the least, because the kernel waits for somebody.</summary>
    public TimeSpan Least { get; init; }

    /// <summary>
    /// Gets the time that it takes at the most. What is said at once takes less than a millisecond; the bound is far above
    /// what a busy machine makes of that, and far below the kernel's own end of patience (135 s) and the time-out.
    /// </summary>
    public TimeSpan Most { get; init; } = TimeSpan.FromSeconds(20);
}

using System.Globalization;

namespace SocketBasics;

/// <summary>
/// The queue of a listening socket at one moment: connections that the kernel has established and that wait for an accept.
/// </summary>
/// <remarks>
/// A full queue is no error that anybody is told of. On Linux the kernel drops the SYN of a new client, which sends it again
/// a second later and waits; and it drops the ACK that would have ended a handshake, so that a client may believe itself
/// connected. Accept more often, or ask for a longer backlog where the program has bursts; the limit of the system is
/// <c>net.core.somaxconn</c> (listen(2)).
/// </remarks>
/// <param name="Length">
/// How many connections wait, those that the client has closed or reset meanwhile included: 0 up to one more than
/// <paramref name="Limit"/>.
/// </param>
/// <param name="Limit">The backlog as the kernel has it, after the limit of the system.</param>
/// <param name="DroppedSegments">
/// How many segments this listener has dropped since it was bound (SO_MEMINFO): SYNs and ACKs that found the queue full, each
/// repetition for itself, and whatever belonged to no handshake, such as what a port scan sends. So this counts segments and
/// not clients, and a rise means a full queue only while <see cref="IsFull"/> holds. <see langword="null"/> when the system
/// does not tell. It starts again at 0 after 4 294 967 295.
/// </param>
public readonly record struct AcceptQueueStatus(int Length, int Limit, long? DroppedSegments)
{
    /// <summary>Gets a value indicating whether a new client would be dropped: one more than the limit is let in.</summary>
    public bool IsFull => Length > Limit;

    /// <summary>Returns the queue on one line: <c>3 of 128 wait for accept, 2 segments dropped</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string waiting = string.Create(CultureInfo.InvariantCulture, $"{Length} of {Limit} wait for accept");
        return DroppedSegments is { } dropped
            ? string.Create(
                CultureInfo.InvariantCulture, $"{waiting}, {dropped} {(dropped == 1 ? "segment" : "segments")} dropped")
            : waiting;
    }
}

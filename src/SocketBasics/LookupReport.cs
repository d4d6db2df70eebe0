using System.Net;
using System.Net.Sockets;

namespace SocketBasics;

/// <summary>One question to the resolver within a connect: for one family, with its answer and its time.</summary>
/// <remarks>Immutable, and safe for any number of threads.</remarks>
public sealed class LookupReport
{
    internal LookupReport(
        string name, AddressFamily family, TimeSpan? duration, IReadOnlyList<IPAddress> addresses, SocketError? error)
    {
        Name = PrintableText.Escape(name);
        Family = family;

        // A resolver may go on using its list.
        Addresses = [.. addresses];

        // A question that the end of the connect canceled had no answer.
        bool wasCanceled = error == SocketError.OperationAborted;
        Duration = wasCanceled ? null : duration;
        Error = wasCanceled ? null : error;
    }

    /// <summary>Gets the name that was looked up; text that is safe to print.</summary>
    public string Name { get; }

    /// <summary>Gets the family that was asked for. Both families are asked at once, when connect is called.</summary>
    public AddressFamily Family { get; }

    /// <summary>
    /// Gets how long the answer took, or <see langword="null"/> when the connect ended before there was one. A lookup
    /// that another connect had begun is shared; its time counts from this connect's question.
    /// </summary>
    public TimeSpan? Duration { get; }

    /// <summary>Gets the addresses, in the resolver's order; none when there is an error, or no answer yet.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>Gets the error, or <see langword="null"/> when there are addresses, or no answer yet.</summary>
    public SocketError? Error { get; }
}

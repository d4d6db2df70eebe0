namespace SocketBasics.Handshake;

/// <summary>A moment on one end's life line that the program marked, such as the return of connect.</summary>
public sealed class HandshakeMark : HandshakeEvent
{
    /// <summary>Makes a mark; <see cref="HandshakeRecorder.Mark"/> does so with the present time.</summary>
    /// <param name="time">When it happened.</param>
    /// <param name="side">On whose life line it is.</param>
    /// <param name="text">What happened. Any text will do: it is escaped where it is drawn.</param>
    /// <param name="state">
    /// The state that this end is in from now on, for what no segment tells, such as a socket that is gone without one;
    /// <see langword="null"/> leaves it as it is.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="side"/> is neither end, or <paramref name="state"/> none of the eleven.
    /// </exception>
    public HandshakeMark(DateTimeOffset time, HandshakeSide side, string text, TcpState? state = null)
        : base(time)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)side, (uint)HandshakeSide.Server, nameof(side));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(state ?? 0), (uint)TcpState.TimeWait, nameof(state));
        Side = side;
        Text = text;
        State = state;
    }

    /// <summary>Gets on whose life line it is.</summary>
    public HandshakeSide Side { get; }

    /// <summary>Gets what happened, as it was given: escape it before printing it.</summary>
    public string Text { get; }

    /// <summary>Gets the state that this end is in from now on, or <see langword="null"/> for the one before.</summary>
    public TcpState? State { get; }

    /// <summary>Returns the mark as <c>Server: accept returns</c>.</summary>
    /// <returns>One line, in which the text is escaped.</returns>
    public override string ToString() => $"{Side}: {PrintableText.Escape(Text)}";
}

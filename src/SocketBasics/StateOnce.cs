namespace SocketBasics;

/// <summary>
/// Guards an object that turns into another one: it can be used until it moved on or was disposed, and only once. This is
/// the move check that C# has not, made at run time.
/// </summary>
internal struct StateOnce
{
    private const string Disposed = "";

    private string? _movedTo;

    /// <summary>Gets a value indicating whether the object was disposed before it moved on.</summary>
    public readonly bool IsDisposed => (object?)_movedTo == Disposed;

    /// <summary>Moves on to the named state, or says why not.</summary>
    public void MoveOn(object owner, string state)
    {
        string? earlier = Interlocked.CompareExchange(ref _movedTo, state, null);
        ObjectDisposedException.ThrowIf((object?)earlier == Disposed, owner);
        if (earlier is not null)
        {
            throw new InvalidOperationException(
                $"This {owner.GetType().Name} has moved on: it became a {earlier}. " +
                $"Use the {earlier} that was returned, or start again from ServerSocket.Create.");
        }
    }

    /// <summary>Ends the object. Returns true the first time, and only if it had not moved on.</summary>
    public bool Dispose() => Interlocked.CompareExchange(ref _movedTo, Disposed, null) is null;
}

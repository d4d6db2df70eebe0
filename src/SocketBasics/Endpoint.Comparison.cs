namespace SocketBasics;

public readonly partial struct Endpoint
{
    /// <summary>Returns whether two endpoints are equal; see <see cref="Equals(Endpoint)"/>.</summary>
    /// <param name="left">An endpoint.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(Endpoint left, Endpoint right) => left.Equals(right);

    /// <summary>Returns whether two endpoints differ.</summary>
    /// <param name="left">An endpoint.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(Endpoint left, Endpoint right) => !left.Equals(right);

    /// <summary>Returns whether one endpoint sorts before another; see <see cref="CompareTo(Endpoint)"/>.</summary>
    /// <param name="left">An endpoint.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether <paramref name="left"/> comes first.</returns>
    public static bool operator <(Endpoint left, Endpoint right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether one endpoint sorts after another; see <see cref="CompareTo(Endpoint)"/>.</summary>
    /// <param name="left">An endpoint.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether <paramref name="right"/> comes first.</returns>
    public static bool operator >(Endpoint left, Endpoint right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether one endpoint equals another or sorts before it.</summary>
    /// <param name="left">An endpoint.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</returns>
    public static bool operator <=(Endpoint left, Endpoint right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether one endpoint equals another or sorts after it.</summary>
    /// <param name="left">An endpoint.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</returns>
    public static bool operator >=(Endpoint left, Endpoint right) => left.CompareTo(right) >= 0;

    /// <summary>Returns whether another endpoint equals this one.</summary>
    /// <param name="other">The other endpoint.</param>
    /// <returns>
    /// Whether kind, address, scope, port, and name are the same. <see cref="Any(int)"/> and <see cref="AnyV6(int)"/>
    /// differ, and so do a path and an abstract name of the same bytes.
    /// </returns>
    public bool Equals(Endpoint other) =>
        _kind == other._kind && _port == other._port && _scope == other._scope
        && _low == other._low && _high == other._high && LocalName.SequenceEqual(other.LocalName);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Endpoint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_name is null) return HashCode.Combine(_kind, _port, _scope, _low, _high);

        var hash = new HashCode();
        hash.Add(_kind);
        hash.AddBytes(_name);
        return hash.ToHashCode();
    }

    /// <summary>Compares this endpoint with another, for sorting.</summary>
    /// <param name="other">The other endpoint.</param>
    /// <returns>Less than 0 if this one comes first, 0 if they are equal, more than 0 otherwise.</returns>
    /// <remarks>
    /// A total order that agrees with equality: by <see cref="Kind"/>, then address as a number, then scope, then port;
    /// names byte by byte, a prefix first. It does not depend on the culture.
    /// </remarks>
    public int CompareTo(Endpoint other)
    {
        if (_kind != other._kind) return _kind.CompareTo(other._kind);
        if (_high != other._high) return _high.CompareTo(other._high);
        if (_low != other._low) return _low.CompareTo(other._low);
        if (_scope != other._scope) return _scope.CompareTo(other._scope);
        return _port != other._port ? _port.CompareTo(other._port) : LocalName.SequenceCompareTo(other.LocalName);
    }

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Endpoint other => CompareTo(other),
        _ => throw new ArgumentException("An endpoint compares with an endpoint alone.", nameof(obj)),
    };
}

namespace SocketBasics.Analyzers;

/// <summary>What a call reads from.</summary>
internal enum ReadKind
{
    /// <summary>A stream, whatever is behind it.</summary>
    Stream,

    /// <summary>The framework's socket.</summary>
    Socket,

    /// <summary>The library's connection.</summary>
    Connection,
}

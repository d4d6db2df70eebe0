namespace SocketBasics.Analyzers;

/// <summary>What a variable's sockets are used for, in all of the source that can see the variable.</summary>
[Flags]
internal enum SocketRoles
{
    None = 0,

    /// <summary>It listens: Listen or Accept is called on it, or it is a listener's own socket.</summary>
    Listens = 1,

    /// <summary>It is connected, or was accepted.</summary>
    Connects = 2,

    /// <summary>It comes from, or goes to, where the source does not tell what becomes of it.</summary>
    Unknown = 4,
}

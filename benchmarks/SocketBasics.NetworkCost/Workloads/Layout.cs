namespace SocketBasics.NetworkCost.Workloads;

/// <summary>Where server and client run.</summary>
internal enum Layout
{
    /// <summary>Each on a core of its own.</summary>
    Apart,

    /// <summary>Both on the same core, so that nobody waits for a halted one to wake.</summary>
    OneCore,

    /// <summary>Wherever the kernel puts them.</summary>
    Free,
}

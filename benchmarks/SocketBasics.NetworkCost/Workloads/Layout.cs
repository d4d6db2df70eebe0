namespace SocketBasics.NetworkCost.Workloads;

/// <summary>Where server and client run.</summary>
internal enum Layout
{
    /// <summary>Each on a core of its own.</summary>
    Apart,

    /// <summary>Both on the same core: the time of one is the time of the other, and nobody waits for a halted core.</summary>
    OneCore,

    /// <summary>Wherever the kernel puts them.</summary>
    Free,
}

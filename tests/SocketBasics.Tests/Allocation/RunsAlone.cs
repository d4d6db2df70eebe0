namespace SocketBasics.Tests.Allocation;

/// <summary>Continuations change threads, so allocations are counted for the whole process: nothing else may run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "Allocation";
}

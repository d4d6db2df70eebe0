namespace SocketBasics.Tests.Allocation;

/// <summary>Allocations are counted for the whole process, because continuations change threads: nothing else may run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "Allocation";
}

namespace SocketBasics.Tests.Outcomes;

/// <summary>Tests that watch the whole process, and therefore run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "alone";
}

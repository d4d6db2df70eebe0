namespace SocketBasics.Analyzers.Tests.Robustness;

/// <summary>Tests that compare times, and therefore run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "alone";
}

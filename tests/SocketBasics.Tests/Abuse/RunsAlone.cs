namespace SocketBasics.Tests.Abuse;

/// <summary>Tests that count descriptors or need the machine's timing for themselves: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "Abuse";
}

using SocketBasics.Conformance;

namespace SocketBasics.ToyNetwork.Tests;

/// <summary>The toy network, which does not know backlogs.</summary>
internal sealed class ToyUnderTest(EndpointKind kind) : NetworkUnderTest(new ToyNetwork(), kind)
{
    public override bool KnowsEffectiveBacklog => false;

    public override int MoreThanBuffersHold => 1024 * 1024;
}

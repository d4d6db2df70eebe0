namespace SocketBasics.Tests.Namespaces;

/// <summary>The same, with the connect of the framework, as on other systems than Linux.</summary>
public sealed class ConnectFaultsThroughFramework : ConnectFaults
{
    protected override string[] Command => ["connects", "through-framework"];
}

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>What is measured.</summary>
public enum Workload
{
    Connect,
    RefusedConnect,
    Accept,
    Echo64,
    Echo64WithToken,
    Send64K,
    Send64KWithToken,
    Receive64K,
    Receive64KWithToken,
}

namespace SocketBasics.Tests.Datagrams;

/// <summary>The time after which a test counts as hung; a passing test never waits for it.</summary>
internal static class Hang
{
    public const int Milliseconds = 60_000;
}

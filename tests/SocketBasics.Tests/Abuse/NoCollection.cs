using System.Runtime;

namespace SocketBasics.Tests.Abuse;

/// <summary>A stretch of a test without garbage collection: what is closed in it was closed by its owner.</summary>
internal sealed class NoCollection : IDisposable
{
    private const long Room = 200L << 20;

    private readonly int _before;

    public NoCollection()
    {
        Assert.True(GC.TryStartNoGCRegion(Room), "The collector did not grant the room.");
        _before = GC.CollectionCount(0);
    }

    public bool Held => GC.CollectionCount(0) == _before;

    public void Dispose()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();
    }
}

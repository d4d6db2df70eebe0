using SocketBasics.Networks;

namespace SocketBasics.Telemetry;

/// <summary>A listener whose queue is watched, and how much of its loss was told.</summary>
internal sealed class WatchedListener(NetworkListener socket, Endpoint endpoint, string network)
{
    // The kernel's counter has 32 bits and starts again at 0.
    private uint _told;

    public NetworkListener Socket => socket;

    public Endpoint Endpoint => endpoint;

    public string Network => network;

    /// <summary>Tells in an event what was dropped since the last look.</summary>
    public void Look()
    {
        if (socket.GetQueue() is not { DroppedSegments: { } all } queue)
            return;

        uint dropped = (uint)all - Interlocked.Exchange(ref _told, (uint)all);
        if (dropped != 0)
            SocketBasicsEventSource.Log.AcceptQueueOverflowed(endpoint, queue, dropped);
    }
}

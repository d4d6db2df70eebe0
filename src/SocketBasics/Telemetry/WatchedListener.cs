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

    /// <summary>Tells in an event what was dropped since the last look, if a full queue was the reason.</summary>
    /// <param name="someOverflowed">Whether any queue of this network namespace has overflowed since then.</param>
    public void Look(bool someOverflowed)
    {
        if (socket.GetQueue() is not { DroppedSegments: { } all } queue)
            return;

        // What does not belong to any handshake is dropped and counted as well, and anybody can send that.
        uint dropped = (uint)all - Interlocked.Exchange(ref _told, (uint)all);
        if (dropped != 0 && (queue.IsFull || someOverflowed))
            SocketBasicsEventSource.Log.AcceptQueueOverflowed(endpoint, queue, dropped);
    }
}

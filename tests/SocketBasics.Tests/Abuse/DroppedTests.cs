using System.Runtime.CompilerServices;

namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class DroppedTests
{
    private const int Dropped = 20;

    // Seen to fail with: ~ListeningSocket that reports nothing, and with Dispose that does not suppress it.
    [Fact]
    public void A_dropped_listener_is_closed_and_reported()
    {
        using var events = new EventRecorder();
        int before = OpenSockets.CountWhenSettled();

        string[] dropped = OnThreadOfItsOwn(() => Listen(dispose: false));
        string[] disposed = OnThreadOfItsOwn(() => Listen(dispose: true));

        ExpectClosed(before);
        string[] reported = events.Named("ListenerDropped");
        Assert.Equal(dropped.Order(), reported.Where(dropped.Contains).Order());
        Assert.DoesNotContain(reported, disposed.Contains);
    }

    // Seen to fail with: ~Connection that acts only after dispose.
    [Fact]
    public async Task A_dropped_connection_is_closed_and_reported()
    {
        using var events = new EventRecorder();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        (await ConnectedPair.OpenAsync(listener)).Dispose();
        int before = OpenSockets.CountWhenSettled();

        string[] dropped = OnThreadOfItsOwn(() => Connect(listener, dispose: false));
        string[] disposed = OnThreadOfItsOwn(() => Connect(listener, dispose: true));

        ExpectClosed(before);
        string[] reported = [.. events.Named("ConnectionDropped").Select(Remote)];
        string[] expected = [.. dropped.Select(Remote)];
        Assert.Equal(expected.Order(), reported.Where(expected.Contains).Order());
        Assert.DoesNotContain(
            reported, remote => remote != listener.LocalEndpoint.ToString() && disposed.Select(Remote).Contains(remote));
    }

    // The collector finalizes in no certain order: the socket may be gone before its connection asks for the local endpoint.
    private static string Remote(string localAndRemote) => localAndRemote.Split(' ')[1];

    // Seen to fail with: a static list in PortableListener that keeps every socket.
    [Fact]
    public void A_dropped_bound_socket_is_closed()
    {
        int before = OpenSockets.CountWhenSettled();

        OnThreadOfItsOwn(() =>
        {
            for (int i = 0; i < Dropped; i++)
                _ = ServerSocket.Create().Bind(Endpoint.Loopback(0));
            return [];
        });

        ExpectClosed(before);
    }

    private static string[] Listen(bool dispose)
    {
        string[] names = new string[Dropped];
        for (int i = 0; i < names.Length; i++)
        {
            ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
            names[i] = listener.LocalEndpoint.ToString();
            if (dispose)
                listener.Dispose();
        }

        return names;
    }

    private static string[] Connect(ListeningSocket listener, bool dispose)
    {
        var names = new List<string>();
        for (int i = 0; i < Dropped; i++)
        {
            ConnectedPair pair = ConnectedPair.OpenAsync(listener).GetAwaiter().GetResult();
            // Not asked for LocalEndpoint: the event has to find it out by itself.
            names.Add($"{pair.Server.RemoteEndpoint} {listener.LocalEndpoint}");
            names.Add($"{listener.LocalEndpoint} {pair.Server.RemoteEndpoint}");
            if (dispose)
                pair.Dispose();
        }

        return [.. names];
    }

    /// <summary>No frame of the test may keep alive what the work has dropped.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string[] OnThreadOfItsOwn(Func<string[]> work)
    {
        string[] names = [];
        Together.Run(1, _ => names = work());
        return names;
    }

    private static void ExpectClosed(int before)
    {
        for (int i = 0; i < 200 && OpenSockets.Count() > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(before, OpenSockets.Count());
    }
}

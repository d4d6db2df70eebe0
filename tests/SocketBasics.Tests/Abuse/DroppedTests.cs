using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SocketBasics.Networks;
using SocketBasics.Tests.LocalFiles;
using SocketBasics.Tests.Networks;

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

    // Seen to fail with: the finalizer of the framework's Socket, which resets.
    [Fact]
    public async Task What_a_dropped_connection_had_sent_still_reaches_the_peer_followed_by_the_end()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        var peers = new List<Connection>();
        for (int i = 0; i < Dropped; i++)
        {
            OnThreadOfItsOwn(() =>
            {
#pragma warning disable SB2003 // Dropping it is the point.
                Connection client = ClientSocket.ConnectAsync(listener.LocalEndpoint).AsTask().Result.GetConnectionOrThrow();
#pragma warning restore SB2003
                client.SendAsync(new byte[1000]).AsTask().Wait();
                return [];
            });
            peers.Add(await listener.AcceptAsync(TestContext.Current.CancellationToken));
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();

        foreach (Connection peer in peers)
        {
            using (peer)
            {
                byte[] buffer = new byte[4000];
                int received = 0;
                while (await peer.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is > 0 and int count)
                    received += count;
                Assert.Equal(1000, received);
            }
        }
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

    // Seen to fail with: finalizers that call Dispose of the network's object.
    [Fact]
    public void A_network_is_told_that_what_it_closes_was_dropped_and_not_disposed()
    {
        var listeners = new ConcurrentBag<bool>();
        var connections = new ConcurrentBag<bool>();
        var network = new Networks.ScriptedNetwork
        {
            OnBind = () => new FailingListener(NetworkError.None, SocketError.SocketError) { OnClose = listeners.Add },
            OnConnect = (_, _) => new(NetworkAttempt.Connected(
                new FailingConnection(SocketError.SocketError) { OnClose = connections.Add })),
        };

        OnThreadOfItsOwn(() => OpenBoth(network, dispose: false));
        for (int i = 0; i < 200 && (listeners.IsEmpty || connections.IsEmpty); i++)
            Collect();
        OnThreadOfItsOwn(() => OpenBoth(network, dispose: true));
        Collect();

        Assert.Equal([false, true], listeners.Order());
        Assert.Equal([false, true], connections.Order());
    }

    // When the finalizer runs, the socket may be closed already, and the file at the path another server's with the same
    // inode. Seen to fail with: finalizers that call Dispose of the network's object.
    [Fact]
    public void The_file_of_a_dropped_listener_stays_for_the_next_server_to_replace()
    {
        using var directory = new TemporaryDirectory();
        Endpoint endpoint = Endpoint.Local(directory["socket"]);
        int before = OpenSockets.CountWhenSettled();
        OnThreadOfItsOwn(() => [ServerSocket.Create().Bind(endpoint).Listen().ToString()]);

        ExpectClosed(before);
        Assert.True(File.Exists(directory["socket"]));
        var options = new ServerSocketOptions { ReplaceStaleLocalFile = true };
        ServerSocket.Create(options).Bind(endpoint).Listen().Dispose();
    }

    private static string[] OpenBoth(Network network, bool dispose)
    {
        ListeningSocket listener = ServerSocket.Create(new ServerSocketOptions { Network = network })
            .Bind(Endpoint.Loopback(0)).Listen();
        ConnectResult result = ClientSocket.ConnectAsync(Endpoint.Loopback(7), new ConnectOptions { Network = network })
            .AsTask().GetAwaiter().GetResult();
        if (dispose)
        {
            listener.Dispose();
            result.GetConnectionOrThrow().Dispose();
        }

        return [];
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
            Collect();

        Assert.Equal(before, OpenSockets.Count());
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}

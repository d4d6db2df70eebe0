using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Connections that are kept, handed on, and returned; options that come from settings.</summary>
public sealed class LibraryStates : IDisposable
{
    private readonly ConcurrentDictionary<Endpoint, Connection> _peers = new();
    private readonly List<ListeningSocket> _listeners = [];
    private Connection? _upstream;

    public async Task<Connection?> ConnectAsync(IReadOnlyDictionary<string, string> settings, CancellationToken token)
    {
        var options = new ConnectOptions
        {
            Timeout = TimeSpan.Parse(settings["timeout"], null),
            LocalEndpoint = settings.TryGetValue("local", out string? local) ? Endpoint.Parse(local) : null,
            KeepAlive = new KeepAlive { Idle = TimeSpan.FromSeconds(30) },
        };
        ConnectResult result = await ClientSocket.ConnectAsync(
            settings["host"], int.Parse(settings["port"], null), options, token);
        if (result is ConnectResult.Connected { Connection: var connection })
        {
            _peers[connection.RemoteEndpoint] = connection;
            return connection;
        }

        return null;
    }

    public async Task<ConnectResult> ConnectUpstreamAsync(Endpoint remote)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(remote);
        if (result.TryGetConnection(out Connection? connection))
            _upstream = connection;
        return result;
    }

    public void ListenOnAll(IEnumerable<Endpoint> endpoints)
    {
        foreach (Endpoint endpoint in endpoints)
            _listeners.Add(ServerSocket.Create().Bind(endpoint).Listen());
    }

    public ListeningSocket ListenInSteps(Endpoint endpoint, bool isEager)
    {
        var socket = ServerSocket.Create(new ServerSocketOptions { NoDelay = true });
        var bound = socket.Bind(endpoint);
        var listener = isEager ? bound.Listen(1024) : bound.Listen();
        _listeners.Add(listener);
        return listener;
    }

    public static Task<Connection> RetryAsync(Endpoint remote, CancellationToken token) => Task.Run(
        async () =>
        {
            while (true)
            {
                var result = await ClientSocket.ConnectAsync(remote, cancellationToken: token);
                if (result is ConnectResult.Connected connected)
                    return connected.Connection;
                if (result is ConnectResult.Failed)
                    return result.GetConnectionOrThrow();
                await Task.Delay(1000, token);
            }
        },
        token);

    public void Dispose()
    {
        _upstream?.Dispose();
        foreach (Connection connection in _peers.Values)
            connection.Dispose();
        _listeners.ForEach(static listener => listener.Dispose());
    }
}

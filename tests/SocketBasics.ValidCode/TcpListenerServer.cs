using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>TcpListener, a task per client, all of them waited for at the end.</summary>
public sealed class TcpListenerServer(IPAddress address, int port) : IDisposable
{
    private readonly TcpListener _listener = new(address, port);
    private readonly ConcurrentDictionary<int, Task> _clients = new();
    private int _number;

    public EndPoint LocalEndPoint => _listener.LocalEndpoint;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _listener.Start(backlog: 512);
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken);
                int number = Interlocked.Increment(ref _number);
                _clients[number] = Task.Run(() => ServeAsync(number, client), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAll(_clients.Values);
        }
        finally
        {
            _listener.Stop();
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(int number, TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                await using (stream.ConfigureAwait(false))
                {
                    using var reader = new StreamReader(stream, Encoding.UTF8);
                    using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };
                    while (await reader.ReadLineAsync() is { } line)
                        await writer.WriteLineAsync(line.ToUpperInvariant());
                }
            }
            catch (IOException e) when (e.InnerException is SocketException)
            {
            }
            finally
            {
                _clients.TryRemove(number, out _);
            }
        }
    }
}

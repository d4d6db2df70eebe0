using System;
using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>A task per client, a rented buffer, cancellation.</summary>
public sealed class AsyncEchoServer : IDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Start(int port = 0)
    {
        _listener.DualMode = true;
        _listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        _listener.Listen();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Socket client = await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
            client.NoDelay = true;
            _ = ServeAsync(client, cancellationToken);
        }
    }

    public void Dispose() => _listener.Dispose();

    private static async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(8192);
        try
        {
            using (client)
            {
                while (true)
                {
                    int read = await client
                        .ReceiveAsync(buffer.AsMemory(), SocketFlags.None, cancellationToken)
                        .ConfigureAwait(false);
                    if (read == 0)
                        break;
                    ReadOnlyMemory<byte> rest = buffer.AsMemory(0, read);
                    while (!rest.IsEmpty)
                    {
                        int sent = await client.SendAsync(rest, SocketFlags.None, cancellationToken)
                            .ConfigureAwait(false);
                        rest = rest[sent..];
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

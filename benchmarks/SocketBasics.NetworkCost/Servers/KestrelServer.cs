#if KESTREL
using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace SocketBasics.NetworkCost.Servers;

/// <summary>The transport alone, without the server that Kestrel builds on it: nothing but sockets and pipes.</summary>
internal sealed class KestrelServer : Server
{
    private IConnectionListener? _listener;

    public override int Listen()
    {
        // Made as Kestrel makes it: a transport made by hand has a memory pool that keeps no memory.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(static options =>
        {
            options.Backlog = Backlog;
            options.NoDelay = true;
        });
        IConnectionListenerFactory factory = builder.Build().Services.GetRequiredService<IConnectionListenerFactory>();
        ValueTask<IConnectionListener> bound = factory.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        _listener = bound.AsTask().GetAwaiter().GetResult();
        return ((IPEndPoint)_listener.EndPoint).Port;
    }

    public override async Task AcceptAllAsync(Handler handler)
    {
        while (await _listener!.AcceptAsync() is { } connection)
            _ = ServeAsync(connection, handler);
    }

    private static async Task ServeAsync(ConnectionContext connection, Handler handler)
    {
        await using (connection)
        {
            try
            {
                (PipeReader input, PipeWriter output) = (connection.Transport.Input, connection.Transport.Output);
                byte[] block = handler == Handler.Send ? new byte[Block] : [];
                while (handler == Handler.Send && !(await output.WriteAsync(block)).IsCompleted)
                {
                }

                while (handler != Handler.Accept && await input.ReadAsync() is { Buffer.IsEmpty: false } read)
                {
                    WorkLike(handler);
                    if (handler != Handler.Receive)
                    {
                        foreach (ReadOnlyMemory<byte> part in read.Buffer)
                            output.Write(part.Span);
                        await output.FlushAsync();
                    }

                    input.AdvanceTo(read.Buffer.End);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client has reset it.
            }
        }
    }
}
#endif

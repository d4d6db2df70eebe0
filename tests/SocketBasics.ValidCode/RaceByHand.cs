using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>All addresses of a name: one after the other, and against each other (RFC 8305).</summary>
public static class RaceByHand
{
    public static async Task<Socket> InTurnAsync(string host, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (IPAddress address in await Dns.GetHostAddressesAsync(host, cancellationToken))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return socket;
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    public static async Task<Socket> RaceAsync(string host, int port, CancellationToken cancellationToken)
    {
        IPAddress[] all = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var waiting = new Queue<IPAddress>(Interleave(all));
        var running = new List<Task<Socket>>();
        using var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (waiting.Count > 0 || running.Count > 0)
        {
            if (waiting.TryDequeue(out IPAddress? next))
                running.Add(ConnectAsync(new(next, port), losers.Token));
            Task pause = waiting.Count > 0 ? Task.Delay(250, losers.Token) : Task.Delay(-1, losers.Token);
            Task first = await Task.WhenAny(running.Append(pause));
            if (first is not Task<Socket> ended)
                continue;

            running.Remove(ended);
            if (ended.IsCompletedSuccessfully)
            {
                await losers.CancelAsync();
                foreach (Task<Socket> late in running)
                {
                    _ = late.ContinueWith(
                        static task => task.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
                }

                return await ended;
            }
        }

        throw new SocketException((int)SocketError.HostUnreachable);
    }

    private static IEnumerable<IPAddress> Interleave(IPAddress[] all)
    {
        IPAddress[] v6 = [.. all.Where(static a => a.AddressFamily == AddressFamily.InterNetworkV6)];
        IPAddress[] v4 = [.. all.Where(static a => a.AddressFamily == AddressFamily.InterNetwork)];
        for (int i = 0; i < Math.Max(v6.Length, v4.Length); i++)
        {
            if (i < v6.Length)
                yield return v6[i];
            if (i < v4.Length)
                yield return v4[i];
        }
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint remote, CancellationToken cancellationToken)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(remote, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.Collections.Concurrent;
using System.Net.Sockets;
using SocketBasics.Benchmarks.Contenders;

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>A stream received into 64 KiB, from a peer that sends what a batch takes as fast as it can.</summary>
internal sealed class ReceiveScenario(Library library, bool withToken) : StreamScenario(library, 64 * 1024, withToken)
{
    private readonly BlockingCollection<int> _batches = [];

    public override void Prepare(int count) => _batches.Add(count);

    public override Task RunAsync(int count) => Contender.ReceiveAsync(Buffer, count, Token);

    public override void Dispose()
    {
        _batches.CompleteAdding();
        base.Dispose();
        _batches.Dispose();
    }

    protected override void Serve(Socket connection)
    {
        byte[] buffer = new byte[Buffer.Length];
        foreach (int count in _batches.GetConsumingEnumerable())
        {
            for (int i = 0; i < count; i++)
                connection.Send(buffer);
        }
    }
}

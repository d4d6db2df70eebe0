using System.Net.Sockets;
using SocketBasics.Benchmarks.Contenders;

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>A stream in sends of 64 KiB, to a peer that receives as fast as it can.</summary>
internal sealed class SendScenario(Library library, bool withToken) : StreamScenario(library, 64 * 1024, withToken)
{
    private readonly SemaphoreSlim _arrived = new(0);
    private long _expected;

    public override void Prepare(int count) => Volatile.Write(ref _expected, (long)count * Buffer.Length);

    public override Task RunAsync(int count) => Contender.SendAsync(Buffer, count, Token);

    public override void Settle() => _arrived.Wait();

    public override void Dispose()
    {
        base.Dispose();
        _arrived.Dispose();
    }

    protected override void Serve(Socket connection)
    {
        byte[] buffer = new byte[Buffer.Length];
        long arrived = 0;
        while (connection.Receive(buffer) is > 0 and int received)
        {
            arrived += received;
            if (arrived == Volatile.Read(ref _expected))
            {
                arrived = 0;
                _arrived.Release();
            }
        }
    }
}

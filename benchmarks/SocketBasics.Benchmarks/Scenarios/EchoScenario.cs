using System.Net.Sockets;
using SocketBasics.Benchmarks.Contenders;

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>64 bytes there and back, one message under way.</summary>
internal sealed class EchoScenario(Library library, bool withToken) : StreamScenario(library, 64, withToken)
{
    public override Task RunAsync(int count) => Contender.EchoAsync(Buffer, count, Token);

    protected override void Serve(Socket connection)
    {
        byte[] buffer = new byte[Buffer.Length];
        while (connection.Receive(buffer) is > 0 and int received)
            connection.Send(buffer.AsSpan(0, received));
    }
}

using System.Net;
using System.Net.Sockets;
using SocketBasics.Benchmarks.Contenders;

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>
/// The kernel completes the handshakes; nobody accepts while the time runs. The queue of the dead connections is
/// emptied before the next batch.
/// </summary>
internal sealed class ConnectScenario : Scenario
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly IPEndPoint _server;

    public ConnectScenario(Library library)
        : base(library)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4096);
        _server = (IPEndPoint)_listener.LocalEndPoint!;
    }

    public override void Prepare(int count)
    {
        while (_listener.Poll(0, SelectMode.SelectRead))
            _listener.Accept().Dispose();
    }

    public override Task RunAsync(int count) => Contender.ConnectAsync(_server, count);

    public override void Dispose()
    {
        base.Dispose();
        _listener.Dispose();
    }
}

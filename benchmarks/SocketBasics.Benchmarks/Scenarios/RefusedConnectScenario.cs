using System.Net;
using System.Net.Sockets;
using SocketBasics.Benchmarks.Contenders;

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>A port that is bound and not listened on: the kernel answers every SYN to it with a reset.</summary>
internal sealed class RefusedConnectScenario : Scenario
{
    private readonly Socket _bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RefusedConnectScenario(Library library)
        : base(library) => _bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public override Task RunAsync(int count) =>
        Contender.ConnectRefusedAsync((IPEndPoint)_bound.LocalEndPoint!, count);

    public override void Dispose()
    {
        base.Dispose();
        _bound.Dispose();
    }
}

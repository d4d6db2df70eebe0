using System.Net;
using System.Net.Sockets;
using SocketBasics.Benchmarks.Contenders;

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>
/// Accepts connections that wait in the queue already, so that the server alone works while the time runs. A client
/// resets after the server's FIN: no TIME-WAIT on either side.
/// </summary>
internal sealed class AcceptScenario : Scenario
{
    private readonly List<Socket> _clients = [];
    private readonly IPEndPoint _server;

    public AcceptScenario(Library library)
        : base(library) => _server = Contender.Listen(backlog: 4096);

    public override void Prepare(int count)
    {
        CloseClients();
        for (int i = 0; i < count; i++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(_server);
            _clients.Add(client);
        }
    }

    public override Task RunAsync(int count) => Contender.AcceptAsync(count);

    public override void Dispose()
    {
        CloseClients();
        base.Dispose();
    }

    private void CloseClients()
    {
        foreach (Socket client in _clients)
            client.Close(0);
        _clients.Clear();
    }
}

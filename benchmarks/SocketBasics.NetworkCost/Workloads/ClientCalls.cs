using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SocketBasics.NetworkCost.Clients;
using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;
using SocketBasics.NetworkCost.Servers;

namespace SocketBasics.NetworkCost.Workloads;

/// <summary>Clients that call one server in turns, or a port on which nobody listens.</summary>
internal sealed record ClientCalls(string Name, string Title, string Operation, ClientWorkload Calls, int Operations)
    : Workload(Name, Title, Operation)
{
    public override IReadOnlyList<Contender> Contenders => Contender.Clients;

    protected override Dictionary<string, Turn[]> MeasureRows(
        ProgramSet programs, int rounds, Dictionary<string, string> absent)
    {
        // A bound port that nobody listens on: the kernel answers every SYN to it with a reset.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using ServerProcess? server = Calls == ClientWorkload.Connect ? StartServer(programs) : null;
        int port = server?.Port ?? ((IPEndPoint)nobody.LocalEndPoint!).Port;
        string calls = Calls.ToString().ToLowerInvariant();
        string request = string.Create(CultureInfo.InvariantCulture, $"{calls} {port} {Operations}");

        var clients = new Dictionary<Contender, ChildProcess>();
        try
        {
            return TakeTurns(Contenders, WarmUps, rounds, absent, contender =>
            {
                if (!clients.TryGetValue(contender, out ChildProcess? client))
                {
                    clients[contender] = client = ChildProcess.Start(programs.ClientOf(contender).On(FirstCore));
                    client.Read();
                }

                return JsonSerializer.Deserialize<Turn>(client.Ask(request), Figures.Format)!;
            });
        }
        finally
        {
            foreach (ChildProcess client in clients.Values)
                client.Dispose();
        }
    }

    private static ServerProcess StartServer(ProgramSet programs)
    {
        Contender listener = programs.WhyMissing(Contender.C) is null ? Contender.C : Contender.Socket;
        return new(programs.ServerOf(listener, Handler.Accept).On(SecondCore));
    }
}

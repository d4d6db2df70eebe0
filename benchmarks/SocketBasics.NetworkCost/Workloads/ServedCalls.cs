using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;
using SocketBasics.NetworkCost.Servers;

namespace SocketBasics.NetworkCost.Workloads;

/// <summary>
/// Servers that all run at once, each driven in its turn by the load generator while the others wait.
/// </summary>
internal sealed record ServedCalls(
    string Name,
    string Title,
    string Operation,
    Handler Handler,
    string Mode,
    int Connections,
    int Operations,
    Layout Layout = Layout.Apart)
    : Workload(Name, Title, Operation)
{
    public override IReadOnlyList<Contender> Contenders => Handler is Handler.Accept or Handler.Echo or Handler.Receive
        ? Contender.Servers
        : Contender.CAndDotNetServers;

    protected override Dictionary<string, Turn[]> MeasureRows(
        ProgramSet programs, int rounds, Dictionary<string, string> absent)
    {
        if (programs.Load is not { } load)
        {
            foreach (Contender contender in Contenders)
                absent[contender.Key] = "no load generator: gcc is not installed, or failed";
            return [];
        }

        var servers = new Dictionary<Contender, ServerProcess>();
        try
        {
            return TakeTurns(Contenders, WarmUps, rounds, absent, contender =>
            {
                if (!servers.TryGetValue(contender, out ServerProcess? server))
                    servers[contender] = server = new(programs.ServerOf(contender, Handler).On(ServerCore));
                return Drive(load.On(LoadCore), server);
            });
        }
        finally
        {
            foreach (ServerProcess server in servers.Values)
                server.Dispose();
        }
    }

    private int? ServerCore => Layout == Layout.Free ? null : SecondCore;

    private int? LoadCore => Layout switch
    {
        Layout.Apart => FirstCore,
        Layout.OneCore => SecondCore,
        _ => null,
    };

    private Turn Drive(Command command, ServerProcess server)
    {
        using var load = new LoadGenerator(command, Mode, server, Connections, Operations);
        long? before = server.ReadAllocated();
        Turn turn = load.Run();
        return turn with { Allocated = server.ReadAllocated() - before };
    }
}

using SocketBasics.Networks;

namespace SocketBasics.NetworkCost.Clients;

internal sealed class SocketBasicsClient(Network network) : Client
{
    private readonly ConnectOptions _options = new() { Network = network };

    public override async Task ConnectAsync(int port, LatencyLog latencies)
    {
        Endpoint server = Endpoint.Loopback(port);
        do
        {
            ConnectResult result = await ClientSocket.ConnectAsync(server, _options);
            result.GetConnectionOrThrow().Abort();
        }
        while (latencies.Note());
    }

    public override async Task BeRefusedAsync(int port, LatencyLog latencies)
    {
        Endpoint nobody = Endpoint.Loopback(port);
        do
        {
            ConnectResult result = await ClientSocket.ConnectAsync(nobody, _options);
            if (result is not ConnectResult.Refused { Cause: RefusedCause.Reset })
                throw SomebodyListens();
        }
        while (latencies.Note());
    }
}

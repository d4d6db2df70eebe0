using Guide;
using SocketBasics;

// The code of the guide, run against servers of this very process.
await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
int port = listener.LocalEndpoint.Port;

await FailedConnects.TellAsync("localhost", port);
await FailedConnects.TellAsync("nothing.invalid", port);
await Races.OwnResolverAsync("server.example", port);
await Races.OwnDelaysAsync("localhost", port);
await TimeoutChoices.TwoSecondsAsync("localhost", port);
await TimeoutChoices.EveryBoundAsync("localhost", port);
await KernelKnowledge.WatchConnectAsync("localhost", port);
await KernelKnowledge.LookAtConnectionAsync();

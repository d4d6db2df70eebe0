using Retry;
using SocketBasics;

// A server that has its port already and does not listen yet: connects to it are refused.
using BoundServerSocket starting = ServerSocket.Create().Bind(Endpoint.Loopback(0));
ListeningSocket? listener = null;
int retries = 0;

// The server is ready after the third refusal.
var pipeline = ServerStartup.CreatePipeline((result, delay) =>
{
    Console.WriteLine($"{result}; next try in {delay.TotalMilliseconds:0} ms");
    if (++retries == 3)
        listener = starting.Listen();
});

Endpoint server = starting.LocalEndpoint;
ConnectResult result = await pipeline.ExecuteAsync(token => ClientSocket.ConnectAsync(server, cancellationToken: token));
Console.WriteLine(result);
if (result.TryGetConnection(out Connection? connection))
    await connection.CloseAsync(TimeSpan.Zero);
listener?.Dispose();
return connection is null ? 1 : 0;

using SocketBasics;

Endpoint endpoint = Endpoint.Parse(args.FirstOrDefault("*:7007"));
await using ListeningSocket listener = ServerSocket.Create().Bind(endpoint).Listen();
Console.WriteLine(listener);
await foreach (Connection connection in listener.AcceptAllAsync())
    _ = EchoAsync(connection);

static async Task EchoAsync(Connection connection)
{
    await using Stream stream = connection.AsStream();
    await stream.CopyToAsync(stream);
}

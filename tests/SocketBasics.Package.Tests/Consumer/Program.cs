using System.Text;
using SocketBasics;

await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
Task server = EchoAsync(listener);

ConnectResult result = await ClientSocket.ConnectAsync("localhost", listener.LocalEndpoint.Port);
await using (Connection connection = result.GetConnectionOrThrow())
{
    await connection.SendAsync("hello over TCP"u8.ToArray());
    connection.ShutdownSend();
    using var reader = new StreamReader(connection.AsStream(), Encoding.UTF8);
    Console.WriteLine(await reader.ReadToEndAsync());
}

await server;

await using DatagramSocket first = DatagramSocket.Bind(Endpoint.Loopback(0));
await using DatagramSocket second = DatagramSocket.Bind(Endpoint.Loopback(0));
await first.SendToAsync("hello over UDP"u8.ToArray(), second.LocalEndpoint);
byte[] buffer = new byte[64];
ReceivedDatagram datagram = await second.ReceiveFromAsync(buffer);
Console.WriteLine(Encoding.UTF8.GetString(buffer, 0, datagram.Length));

static async Task EchoAsync(ListeningSocket listener)
{
    await using Connection connection = await listener.AcceptAsync();
    byte[] buffer = new byte[64];
    while (await connection.ReceiveAsync(buffer) is > 0 and int count)
        await connection.SendAsync(buffer.AsMemory(0, count));
}

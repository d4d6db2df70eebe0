using SocketBasics;

ConnectResult result = await ClientSocket.ConnectAsync(Endpoint.Parse(args.FirstOrDefault("127.0.0.1:7007")));
Console.WriteLine(result);
if (result is not ConnectResult.Connected(var connection))
    return 1;

await connection.SendAsync("hello"u8.ToArray());
Console.WriteLine($"{await connection.ReceiveAsync(new byte[1024])} bytes came back");
await connection.CloseAsync(TimeSpan.FromSeconds(1));
return 0;

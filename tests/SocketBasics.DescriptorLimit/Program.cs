using System.Diagnostics;
using System.Net.Sockets;
using SocketBasics;
using SocketBasics.DescriptorLimit;

// Prints one line per thing that was seen; the test compares. The runtime itself dies when it needs a descriptor that it
// cannot have (to load an assembly, to open the console), so everything runs once while there are enough.
// A poller more would be a thread that starts when there are none.
AppContext.SetData("SocketBasics.MostPollers", "1");
var guard = TimeSpan.FromSeconds(50);
Console.WriteLine("started");
await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
using var pauses = new PauseListener();
await ExchangeAsync(await ConnectAsync(), await listener.AcceptAsync());
_ = ErrorOf(() => ServerSocket.Create().Bind(Endpoint.Parse("192.0.2.1:0")));
_ = (await ClientSocket.ConnectAsync(Endpoint.Parse("255.255.255.255:1"))).ToString();
_ = (await ConnectByNameAsync(1)).ToString();
_ = TimeProvider.System.GetElapsedTime(Stopwatch.GetTimestamp());
await Task.Delay(1);
StartThreads(8);

Descriptors.Limit(256);
Descriptors.Exhaust();
string bindError = ErrorOf(() => ServerSocket.Create().Bind(Endpoint.Loopback(0)));
ConnectResult withoutDescriptor = await ClientSocket.ConnectAsync(listener.LocalEndpoint);
ConnectResult byName = await ConnectByNameAsync(listener.LocalEndpoint.Port);

Task<Connection> accepting = listener.AcceptAsync().AsTask();
Descriptors.FreeOne();
long started = Stopwatch.GetTimestamp();
Connection client = await ConnectAsync();
await pauses.WhenPausedOftenAsync().WaitAsync(guard);
int[] paused = pauses.Milliseconds;
TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
bool acceptedTooEarly = accepting.IsCompleted;
Descriptors.FreeAll();
Connection server = await accepting.WaitAsync(guard);
bool same = server.RemoteEndpoint == client.LocalEndpoint;
await ExchangeAsync(client, server);
await ExchangeAsync(await ConnectAsync(), await listener.AcceptAsync());

Console.WriteLine($"bind {bindError}");
Console.WriteLine($"connect {(withoutDescriptor as ConnectResult.Failed)?.Error.ToString() ?? withoutDescriptor.ToString()}");
Console.WriteLine($"connect by name {(byName as ConnectResult.Failed)?.Error.ToString() ?? byName.ToString()}");
Console.WriteLine($"attempts {string.Join(' ', byName.Report.Attempts.Select(static attempt => attempt.Detail))}");
Console.WriteLine($"pauses {string.Join(' ', paused.Take(7))}");
Console.WriteLine($"meter {(pauses.Measured >= paused.Length ? "counts them" : pauses.Measured)}");
Console.WriteLine(elapsed.TotalMilliseconds >= 0.8 * paused.SkipLast(1).Sum() ? "waited" : $"only {elapsed} for {paused.Length}");
Console.WriteLine(acceptedTooEarly ? "accepted without a descriptor" : "accepted with room");
Console.WriteLine(same ? "took the waiting client" : "lost the waiting client");

async Task<Connection> ConnectAsync() => (await ClientSocket.ConnectAsync(listener.LocalEndpoint)).GetConnectionOrThrow();

static async Task<ConnectResult> ConnectByNameAsync(int port) => await ClientSocket.ConnectAsync("localhost", port);

static async Task ExchangeAsync(Connection client, Connection server)
{
    byte[] one = [7];
    await client.SendAsync(one);
    if (await server.ReceiveAsync(one) != 1 || one[0] != 7)
        throw new InvalidOperationException("The byte did not arrive.");
    client.Abort();
    server.Abort();
}

// The pool's threads wait for each other here, so that each exists: starting one later takes a descriptor for a moment.
static void StartThreads(int count)
{
    ThreadPool.SetMinThreads(count, count);
    using var together = new Barrier(count);
    Task.WaitAll([.. Enumerable.Range(0, count).Select(_ => Task.Run(() => together.SignalAndWait()))]);
}

static string ErrorOf(Action action)
{
    try
    {
        action();
        return "no error";
    }
    catch (SocketException exception)
    {
        return exception.SocketErrorCode.ToString();
    }
}

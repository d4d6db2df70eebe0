using System.Globalization;
using System.Text.Json;

namespace SocketBasics.Tool.Tests;

public sealed class ListenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_the_port_the_caller_and_its_SYN_and_ends_after_the_count()
    {
        await using ToolProcess process = ToolProcess.Start("listen", "0", "--count", "1");
        Endpoint endpoint = await process.ReadEndpointAsync();

        Connection client = await ConnectAsync(endpoint);
        await client.SendAsync("hello"u8.ToArray(), Token);
        Endpoint local = client.LocalEndpoint;
        client.ShutdownSend();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1], Token));
        await client.DisposeAsync();

        ToolRun run = await process.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"1: {local} connected", run.Output, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.Contains("SYN with TTL 64, 0 hops away, MSS ", run.Output, StringComparison.Ordinal);
        Assert.Contains($"1: {local} ended by the caller after ", run.Output, StringComparison.Ordinal);
        Assert.Contains("5 bytes received", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("stopped, 1 connection accepted", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_echoes_if_asked()
    {
        await using ToolProcess process = ToolProcess.Start("listen", "127.0.0.1:0", "--echo");
        await using Connection client = await ConnectAsync(await process.ReadEndpointAsync());

        await client.SendAsync("x"u8.ToArray(), Token);

        byte[] echo = new byte[1];
        Assert.Equal(1, await client.ReceiveAsync(echo, Token));
        Assert.Equal((byte)'x', echo[0]);
    }

    // Seen to fail with: ListenRun that lets the cancellation through.
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_politely_with_0(string signal)
    {
        Machine.SkipWithoutSignal(signal);
        await using ToolProcess process = ToolProcess.Start("listen", "127.0.0.1:0", "--echo");
        await using Connection client = await ConnectAsync(await process.ReadEndpointAsync());
        await client.SendAsync("x"u8.ToArray(), Token);
        Assert.Equal(1, await client.ReceiveAsync(new byte[1], Token));

        await process.SignalAsync(signal);

        // The end, and no reset.
        Assert.Equal(0, await client.ReceiveAsync(new byte[1], Token));
        await client.DisposeAsync();
        ToolRun run = await process.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("closed, because this program ends", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("stopped, 1 connection accepted", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_held_fills()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the queue is told on Linux only");
        await using ToolProcess process = ToolProcess.Start("listen", "127.0.0.1:0", "--hold", "--backlog", "0");
        Endpoint endpoint = await process.ReadEndpointAsync();

        await using Connection first = await ConnectAsync(endpoint);

        string? line = await process.ReadLineAsync();
        Assert.StartsWith("queue: 1 of 0 wait for accept, 0 segments dropped; it is", line, StringComparison.Ordinal);
        var brief = new ConnectOptions { Timeout = TimeSpan.FromSeconds(0.5) };
        ConnectResult second = await ClientSocket.ConnectAsync(endpoint, brief, Token);
        Assert.IsType<ConnectResult.TimedOut>(second);
        line = await process.ReadLineAsync();
        Assert.StartsWith("queue: 1 of 0 wait for accept, 1 segment dropped", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_line_of_json_is_an_object()
    {
        await using ToolProcess process = ToolProcess.Start("listen", "127.0.0.1:0", "--count", "1", "--json");
        using JsonDocument first = JsonDocument.Parse(await process.ReadLineAsync() ?? "");
        Assert.Equal("listening", first.RootElement.GetProperty("event").GetString());
        string endpoint = first.RootElement.GetProperty("endpoint").GetString()!;

        await (await ConnectAsync(Endpoint.Parse(endpoint))).DisposeAsync();

        ToolRun run = await process.EndAsync();
        JsonElement[] lines =
            [.. run.Output.Trim().Split('\n').Select(static line => JsonDocument.Parse(line).RootElement)];
        string?[] events = [.. lines.Select(static line => line.GetProperty("event").GetString())];
        Assert.Equal(["accepted", "ended", "stopped"], events.Where(static name => name != "queue"));
        JsonElement accepted = lines.First(static line => line.GetProperty("event").GetString() == "accepted");
        Assert.Equal(endpoint, accepted.GetProperty("localEndpoint").GetString());
        if (OperatingSystem.IsLinux())
            Assert.Equal(64, accepted.GetProperty("syn").GetProperty("timeToLive").GetInt32());
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_with_71()
    {
        await using ListeningSocket owner = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();
        string port = owner.LocalEndpoint.Port.ToString(CultureInfo.InvariantCulture);

        ToolRun run = await ToolProcess.RunAsync("listen", port);

        Assert.Equal(71, run.ExitCode);
        Assert.Contains("the address is in use", run.Error, StringComparison.Ordinal);
    }

    private static async Task<Connection> ConnectAsync(Endpoint endpoint) =>
        (await ClientSocket.ConnectAsync(endpoint, cancellationToken: Token)).GetConnectionOrThrow();
}

using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace SocketBasics.Tool.Tests;

public sealed class TraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_is_recorded_to_its_end()
    {
        Machine.SkipUnlessItRecords();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        string file = Path.Combine(Path.GetTempPath(), $"tool-{Guid.NewGuid():N}.svg");
        try
        {
            await using ToolProcess process = ToolProcess.Start("trace", Port(listener), "--svg", file);
            Assert.Equal($"recording the next connection to *:{Port(listener)}", await process.ReadLineAsync());

            await ConnectAndCloseAsync(listener);

            ToolRun run = await process.EndAsync();
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("SYN-ACK", run.Output, StringComparison.Ordinal);
            Assert.Contains("TIME-WAIT", run.Output, StringComparison.Ordinal);
            Assert.Equal("svg", XDocument.Load(file).Root!.Name.LocalName);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Several_connections_are_recorded_as_json_up_to_their_handshake()
    {
        Machine.SkipUnlessItRecords();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        await using ToolProcess process =
            ToolProcess.Start("trace", "127.0.0.1", Port(listener), "--json", "--count", "2", "--handshake");

        for (int i = 0; i < 2; i++)
        {
            Assert.Contains("\"recording\"", await process.ReadLineAsync(), StringComparison.Ordinal);
            await using Connection client = await ConnectAsync(listener);
            using JsonDocument json = JsonDocument.Parse(await process.ReadLineAsync() ?? "");
            JsonElement trace = json.RootElement;
            Assert.Equal("trace", trace.GetProperty("event").GetString());
            Assert.Equal(client.LocalEndpoint.ToString(), trace.GetProperty("client").GetString());
            string?[] flags = [.. trace.GetProperty("steps").EnumerateArray()
                .Select(static step => step.GetProperty("flags").GetString())];
            Assert.Equal(["Syn", "Syn, Acknowledgment", "Acknowledgment"], flags.Take(3));
        }

        Assert.Equal(0, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_refusal_is_the_end()
    {
        Machine.SkipUnlessItRecords();
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        await using ToolProcess process = ToolProcess.Start("trace", bound.LocalEndpoint.ToString());
        await process.ReadLineAsync();

        ConnectResult result = await ClientSocket.ConnectAsync(bound.LocalEndpoint, cancellationToken: Token);
        Assert.IsType<ConnectResult.Refused>(result);

        ToolRun run = await process.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("RST-ACK", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_before_anything_was_seen_is_its_exit_code(string signal, int exitCode)
    {
        Machine.SkipUnlessItRecords();
        Machine.SkipWithoutSignal(signal);
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        await using ToolProcess process = ToolProcess.Start("trace", bound.LocalEndpoint.ToString());
        await process.ReadLineAsync();

        await process.SignalAsync(signal);

        Assert.Equal(exitCode, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_signal_draws_what_there_is()
    {
        Machine.SkipUnlessItRecords();
        Machine.SkipWithoutSignal("TERM");
        await using FullServer server = await FullServer.StartAsync();
        await using ToolProcess process = ToolProcess.Start("trace", server.Port);
        await process.ReadLineAsync();
        var brief = new ConnectOptions { Timeout = TimeSpan.FromSeconds(0.5) };
        var remote = Endpoint.Loopback(int.Parse(server.Port, CultureInfo.InvariantCulture));
        Assert.IsType<ConnectResult.TimedOut>(await ClientSocket.ConnectAsync(remote, brief, Token));

        await process.SignalAsync("TERM");

        ToolRun run = await process.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("SYN seq=j, lost", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nobody_comes_in_time_it_ends_with_1()
    {
        Machine.SkipUnlessItRecords();
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));

        ToolRun run = await ToolProcess.RunAsync("trace", bound.LocalEndpoint.ToString(), "--timeout", "0.2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no connection", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_privilege_it_ends_with_77_and_names_both_ways_out()
    {
        await using ToolProcess process = ToolProcess.StartBehind(Machine.Unprivileged(), "trace", "8080");

        ToolRun run = await process.EndAsync();

        Assert.Equal(77, run.ExitCode);
        Assert.Contains("CAP_NET_RAW", run.Error, StringComparison.Ordinal);
        Assert.Contains("unshare -Urn", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private static string Port(ListeningSocket listener) =>
        listener.LocalEndpoint.Port.ToString(CultureInfo.InvariantCulture);

    private static async Task<Connection> ConnectAsync(ListeningSocket listener) =>
        (await ClientSocket.ConnectAsync(listener.LocalEndpoint, cancellationToken: Token)).GetConnectionOrThrow();

    private static async Task ConnectAndCloseAsync(ListeningSocket listener)
    {
        await using Connection client = await ConnectAsync(listener);
        await using Connection accepted = await listener.AcceptAsync(Token);
        client.ShutdownSend();
        Assert.Equal(0, await accepted.ReceiveAsync(new byte[1], Token));
        accepted.ShutdownSend();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1], Token));
    }
}

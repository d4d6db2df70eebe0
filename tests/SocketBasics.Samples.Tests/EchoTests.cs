using System.Globalization;
using System.Text;

namespace SocketBasics.Samples.Tests;

public sealed class EchoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_client_sends_the_lines_of_its_input_one_by_one()
    {
        await using SampleProcess server = SampleProcess.Start("EchoServer", "0");
        Endpoint endpoint = await server.ReadEndpointAsync();
        await using SampleProcess client = SampleProcess.Start("EchoClient", "127.0.0.1", Port(endpoint));

        await client.WriteLineAsync("first");
        Assert.Equal("first", await client.ReadLineAsync());
        await client.WriteLineAsync("zweite Zeile: ü");
        Assert.Equal("zweite Zeile: ü", await client.ReadLineAsync());
        SampleRun run = await client.EndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"connected to {endpoint}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_sends_its_arguments_as_lines()
    {
        await using SampleProcess server = SampleProcess.Start("EchoServer", "0");
        Endpoint endpoint = await server.ReadEndpointAsync();

        SampleRun run = await SampleProcess.RunAsync("EchoClient", "localhost", Port(endpoint), "one", "two words");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("one\ntwo words\n", run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_server_serves_a_second_client_while_the_first_says_nothing()
    {
        await using SampleProcess server = SampleProcess.Start("EchoServer", "0");
        Endpoint endpoint = await server.ReadEndpointAsync();
        await using Connection silent = await ConnectAsync(endpoint);

        await using Connection second = await ConnectAsync(endpoint);

        Assert.Equal("hello", await EchoAsync(second, "hello"));
    }

    [Fact]
    public async Task The_server_survives_a_client_that_resets()
    {
        await using SampleProcess server = SampleProcess.Start("EchoServer", "0");
        Endpoint endpoint = await server.ReadEndpointAsync();
        Connection rude = await ConnectAsync(endpoint);
        Assert.Equal("before", await EchoAsync(rude, "before"));

        rude.Abort();

        Assert.Contains("reset", await server.ReadLineAsync(), StringComparison.Ordinal);
        await using Connection next = await ConnectAsync(endpoint);
        Assert.Equal("after", await EchoAsync(next, "after"));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task The_server_ends_gracefully_with_a_connection_open(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no kill(1)");
        Assert.SkipWhen(signal == "INT" && IsInterruptIgnored(), "SIGINT is ignored here, and so by every child");
        await using SampleProcess server = SampleProcess.Start("EchoServer", "0");
        await using Connection open = await ConnectAsync(await server.ReadEndpointAsync());
        Assert.Equal("hello", await EchoAsync(open, "hello"));

        await server.SignalAsync(signal);

        Assert.Equal(0, await open.ReceiveAsync(new byte[1], Token));
        SampleRun run = await server.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("stopped", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_that_finds_its_port_taken_says_so()
    {
        await using ListeningSocket owner = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();

        SampleRun run = await SampleProcess.RunAsync("EchoServer", Port(owner.LocalEndpoint));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the address is in use", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_ends_with_3_when_it_is_refused()
    {
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));

        SampleRun run = await SampleProcess.RunAsync("EchoClient", "127.0.0.1", Port(bound.LocalEndpoint), "hello");

        Assert.Equal(3, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith($"{bound.LocalEndpoint}: refused", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_ends_with_1_when_the_server_closes_too_early()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        await using SampleProcess client = SampleProcess.Start("EchoClient", "127.0.0.1", Port(listener.LocalEndpoint));
        Connection connection = await listener.AcceptAsync(Token);
        connection.ShutdownSend();

        await client.WriteLineAsync("hello");
        SampleRun run = await client.EndAsync();
        connection.Dispose();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("closed the connection", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.invalid", "80", 6, "no such host name")]
    [InlineData("255.255.255.255", "80", 5, "unreachable")]
    [InlineData("no host", "80", 2, "neither a host name")]
    [InlineData("localhost", "http", 2, "usage")]
    public async Task The_client_says_why_it_does_not_connect(string host, string port, int exitCode, string text)
    {
        SampleRun run = await SampleProcess.RunAsync("EchoClient", host, port, "hello");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(text, run.Error, StringComparison.Ordinal);
    }

    private static string Port(Endpoint endpoint) => endpoint.Port.ToString(CultureInfo.InvariantCulture);

    private static async Task<Connection> ConnectAsync(Endpoint endpoint) =>
        (await ClientSocket.ConnectAsync(endpoint, cancellationToken: Token)).GetConnectionOrThrow();

    private static async Task<string> EchoAsync(Connection connection, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await connection.SendAsync(bytes, Token);
        byte[] echo = new byte[bytes.Length];
        for (int received = 0; received < echo.Length;)
        {
            int count = await connection.ReceiveAsync(echo.AsMemory(received), Token);
            Assert.NotEqual(0, count);
            received += count;
        }

        return Encoding.UTF8.GetString(echo);
    }

    // proc_pid_status(5), SigIgn: bit 1 stands for signal 2, SIGINT.
    private static bool IsInterruptIgnored()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        string line = File.ReadLines("/proc/self/status").Single(text => text.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(line.Split('\t')[1], 16) & 2) != 0;
    }
}

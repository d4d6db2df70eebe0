using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace SocketBasics.Tool.Tests;

public sealed class ConnectTests
{
    [Fact]
    public async Task A_connection_ends_with_0()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();

        ToolRun run = await ToolProcess.RunAsync("connect", "127.0.0.1", Port(listener.LocalEndpoint), "--tcp-info");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{listener.LocalEndpoint}: connected from 127.0.0.1:", run.Output, StringComparison.Ordinal);
        Assert.Contains("agreed MSS", run.Output, StringComparison.Ordinal);
        Assert.Contains("TCP_INFO ESTABLISHED", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    // Seen to fail with: ExitCode.Of that counts a refusal as a failure.
    [Theory]
    [InlineData("127.0.0.1", "")]
    [InlineData("localhost", "")]
    [InlineData("127.0.0.1", "--local=127.0.0.1")]
    public async Task A_refusal_ends_with_3(string host, string option)
    {
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        string[] options = option.Length > 0 ? [option] : [];

        ToolRun run = await ToolProcess.RunAsync(["connect", host, Port(bound.LocalEndpoint), .. options]);

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith($"{host}:{bound.LocalEndpoint.Port}: refused", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nCause    ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nRemedy   start the server", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_ends_with_4()
    {
        await using FullServer server = await FullServer.StartAsync();

        ToolRun run = await ToolProcess.RunAsync("connect", "127.0.0.1", server.Port, "-t", "1.5", "--no-picture");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("timed out", run.Output, StringComparison.Ordinal);
        Assert.Contains("Cause    silence", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_route_it_ends_with_5()
    {
        await using ToolProcess process = ToolProcess.StartBehind(
            Machine.WithoutNetwork(), "connect", "192.0.2.1", "80");

        ToolRun run = await process.EndAsync();

        Assert.Equal(5, run.ExitCode);
        Assert.StartsWith("192.0.2.1:80: unreachable, this machine has no route", run.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was sent", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_ends_with_6()
    {
        ToolRun run = await ToolProcess.RunAsync("connect", "nothing.invalid", "80");

        Assert.Equal(6, run.ExitCode);
        Assert.Contains("no such host name", run.Output, StringComparison.Ordinal);
        Assert.Contains("Picture  none: a picture needs an address", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_socket_has_no_port()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "abstract names exist on Linux only");
        string name = $"unix:@tool-{Guid.NewGuid():N}";
        Assert.Equal(3, (await ToolProcess.RunAsync("connect", name)).ExitCode);

        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Parse(name)).Listen();
        Assert.Equal(0, (await ToolProcess.RunAsync("connect", name)).ExitCode);
        Assert.Equal(64, (await ToolProcess.RunAsync("connect", name, "80")).ExitCode);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_wait(string signal, int exitCode)
    {
        Machine.SkipWithoutSignal(signal);
        await using FullServer server = await FullServer.StartAsync();
        await using ToolProcess process = ToolProcess.Start("connect", "127.0.0.1", server.Port, "--timeout", "50");
        await server.WaitForSynAsync();

        await process.SignalAsync(signal);

        ToolRun run = await process.EndAsync();
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Json_is_the_report_and_more()
    {
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));

        ToolRun run = await ToolProcess.RunAsync("connect", bound.LocalEndpoint.ToString(), "--json");

        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement root = json.RootElement;
        Assert.Equal("Refused", root.GetProperty("outcome").GetString());
        Assert.Equal(3, root.GetProperty("exitCode").GetInt32());
        Assert.StartsWith("start the server", root.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        JsonElement attempt = root.GetProperty("attempts")[0];
        Assert.Equal(bound.LocalEndpoint.ToString(), attempt.GetProperty("remoteEndpoint").GetString());
        Assert.NotEqual(
            root.GetProperty("trace").ValueKind == JsonValueKind.Null,
            root.GetProperty("traceNeeds").ValueKind == JsonValueKind.Null);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task With_the_privilege_the_real_segments_are_drawn()
    {
        Machine.SkipUnlessItRecords();
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        string file = Path.Combine(Path.GetTempPath(), $"tool-{Guid.NewGuid():N}.svg");
        try
        {
            ToolRun run = await ToolProcess.RunAsync("connect", "127.0.0.1", Port(bound.LocalEndpoint), "--svg", file);

            Assert.Equal(3, run.ExitCode);
            Assert.Contains("RST-ACK seq=0, ack=j+1", run.Output, StringComparison.Ordinal);
            Assert.Equal("svg", XDocument.Load(file).Root!.Name.LocalName);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Mermaid_is_printed_alone()
    {
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));

        ToolRun run = await ToolProcess.RunAsync("connect", "127.0.0.1", Port(bound.LocalEndpoint), "--mermaid");

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("sequenceDiagram\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    // Seen to fail with: RecordedConnect that connects also where the picture is not optional.
    [Fact]
    public async Task Without_the_privilege_a_file_is_not_drawn_and_nothing_connected()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        string file = Path.Combine(Path.GetTempPath(), $"tool-{Guid.NewGuid():N}.svg");
        await using ToolProcess process = ToolProcess.StartBehind(
            Machine.Unprivileged(), "connect", "127.0.0.1", Port(listener.LocalEndpoint), "--svg", file);

        ToolRun run = await process.EndAsync();

        Assert.Equal(77, run.ExitCode);
        Assert.Contains("CAP_NET_RAW", run.Error, StringComparison.Ordinal);
        Assert.Contains("unshare -Urn", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.False(File.Exists(file));
        Assert.Equal(0, listener.GetQueue()?.Length);
    }

    [Fact]
    public async Task Without_the_privilege_one_line_says_what_a_picture_needs()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        await using ToolProcess process = ToolProcess.StartBehind(
            Machine.Unprivileged(), "connect", "127.0.0.1", Port(listener.LocalEndpoint));

        ToolRun run = await process.EndAsync();

        Assert.Equal(0, run.ExitCode);
        string line = Assert.Single(
            run.Output.Split('\n'), static line => line.StartsWith("Picture", StringComparison.Ordinal));
        Assert.Contains("CAP_NET_RAW", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_ends_with_73()
    {
        Machine.SkipUnlessItRecords();
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));

        ToolRun run = await ToolProcess.RunAsync(
            "connect", "127.0.0.1", Port(bound.LocalEndpoint), "--svg", "/nowhere/\u001b[31m.svg");

        Assert.Equal(73, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("connect", "127.0.0.1")]
    [InlineData("connect", "127.0.0.1", "http")]
    [InlineData("connect", "127.0.0.1", "0")]
    [InlineData("connect", "127.0.0.1", "80", "81")]
    [InlineData("connect", "0.0.0.0", "80")]
    [InlineData("connect", "010.0.0.1", "80")]
    [InlineData("connect", "unix:")]
    [InlineData("connect", "127.0.0.1", "80", "--timeout", "-1")]
    [InlineData("connect", "127.0.0.1", "80", "--local", "::1")]
    [InlineData("connect", "127.0.0.1", "80", "--json", "--mermaid")]
    [InlineData("connect", "localhost", "80", "--svg", "x.svg")]
    [InlineData("listen", "65536")]
    [InlineData("listen", "example.com:80")]
    [InlineData("listen", "80", "--hold", "--count", "1")]
    [InlineData("listen", "80", "--backlog", "-1")]
    [InlineData("trace", "0")]
    [InlineData("trace", "unix:/x")]
    [InlineData("trace", "80", "--count", "2", "--svg", "x.svg")]
    [InlineData("conect", "127.0.0.1", "80")]
    [InlineData]
    public async Task A_wrong_command_line_ends_with_64_and_says_why(params string[] arguments)
    {
        ToolRun run = await ToolProcess.RunAsync(arguments);

        Assert.Equal(64, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("sockets", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help tells more.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", run.Error, StringComparison.Ordinal);
    }

    private static string Port(Endpoint endpoint) => endpoint.Port.ToString(CultureInfo.InvariantCulture);
}

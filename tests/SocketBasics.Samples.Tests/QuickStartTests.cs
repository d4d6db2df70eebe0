namespace SocketBasics.Samples.Tests;

public sealed class QuickStartTests
{
    [Fact]
    public async Task The_client_gets_its_bytes_back_from_the_server()
    {
        await using SampleProcess server = SampleProcess.Start("QuickStartServer", "*:0");
        Endpoint endpoint = await server.ReadEndpointAsync();

        SampleRun run = await SampleProcess.RunAsync("QuickStartClient", endpoint.ToString());

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{endpoint}: connected from 127.0.0.1:", run.Output, StringComparison.Ordinal);
        Assert.Contains("5 bytes came back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_says_how_its_connect_ended()
    {
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));

        SampleRun run = await SampleProcess.RunAsync("QuickStartClient", bound.LocalEndpoint.ToString());

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{bound.LocalEndpoint}: refused", run.Output, StringComparison.Ordinal);
    }
}

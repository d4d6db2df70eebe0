namespace SocketBasics.Probe;

/// <summary>Connects to each name of its input by way of the system's resolver, with a name server of its own to ask.</summary>
internal static class NamesProbe
{
    private const int Port = 8_080;

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        using DatagramSocket nameServer = DatagramSocket.Bind(Endpoint.Loopback(53));
        var answers = new DnsAnswers(nameServer);
        _ = answers.RunAsync();
        await using ListeningSocket server = ServerSocket.Create().Bind(Endpoint.Any(Port)).Listen();

        while (await input.ReadLineAsync() is { } name)
        {
            ConnectResult result = await ClientSocket.ConnectAsync(name, Port);
            await output.WriteLineAsync(ConnectProbe.Describe(name, result));
            if (result.TryGetConnection(out Connection? connection))
                connection.Dispose();
        }

        foreach (string question in answers.Questions.Distinct())
            await output.WriteLineAsync($"question\t{question}");
    }
}

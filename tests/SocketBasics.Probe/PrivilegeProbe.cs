namespace SocketBasics.Probe;

/// <summary>Tries what needs a privilege, as a process that has none.</summary>
internal static class PrivilegeProbe
{
    public static async Task RunAsync(string directory, TextWriter output)
    {
        await Errors.PrintAsync("port", output, () => ServerSocket.Create().Bind(Endpoint.AnyV4(80)));
        await Errors.PrintAsync("raw", output, () => RawSocket.Bind(Endpoint.AnyV4(0), RawProtocol.Icmp));
        await Errors.PrintAsync(
            "directory", output, () => ServerSocket.Create().Bind(Endpoint.Local($"{directory}/read-only/socket")));

        Endpoint locked = Endpoint.Local($"{directory}/locked");
        await using ListeningSocket listener =
            ServerSocket.Create(new() { LocalFileMode = UnixFileMode.None }).Bind(locked).Listen();
        await output.WriteLineAsync(ConnectProbe.Describe("locked", await ClientSocket.ConnectAsync(locked)));

        var options = new ConnectOptions { LocalEndpoint = Endpoint.Loopback(80) };
        await output.WriteLineAsync(
            ConnectProbe.Describe("local port", await ClientSocket.ConnectAsync(Endpoint.Loopback(9), options)));

        options = new ConnectOptions { LocalEndpoint = Endpoint.Local($"{directory}/read-only/client") };
        await output.WriteLineAsync(ConnectProbe.Describe("local path", await ClientSocket.ConnectAsync(locked, options)));
    }
}

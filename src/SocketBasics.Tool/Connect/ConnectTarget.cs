using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool.Connect;

/// <summary>What is connected to: an endpoint, or a name and a port.</summary>
/// <param name="Endpoint">The endpoint, or <see langword="null"/> when it is a name.</param>
/// <param name="Host">The name, as it was given.</param>
/// <param name="Port">The port, if it is a name.</param>
internal sealed record ConnectTarget(Endpoint? Endpoint, string Host, int Port)
{
    private const string LocalPrefix = "unix:";

    /// <summary>Reads the arguments of the command line.</summary>
    /// <param name="host">A name, an address, or a whole endpoint.</param>
    /// <param name="port">The port, or <see langword="null"/> if the host is a whole endpoint.</param>
    public static ConnectTarget Parse(string host, string? port)
    {
        if (host.StartsWith(LocalPrefix, StringComparison.Ordinal))
        {
            return port is null
                ? Checked(EndpointText.Read(host))
                : throw ToolException.Usage("a local endpoint has no port.");
        }

        if (port is null)
        {
            return SocketBasics.Endpoint.TryParse(host, out Endpoint endpoint)
                ? Checked(endpoint)
                : throw ToolException.Usage($"{Harmless.Name(host)} needs a port: HOST PORT.");
        }

        int number = CommandWords.ReadPort(port, least: 1);
        return ReadAddress(host, number) is { } address ? Checked(address) : new(null, host, number);
    }

    /// <summary>Reads where the client's end shall be: an address, or an endpoint.</summary>
    public Endpoint ParseLocal(string text)
    {
        Endpoint local = ReadAddress(text, 0) ?? EndpointText.Read(text);
        bool fits = Endpoint is { } remote ? local.AddressFamily == remote.AddressFamily : local.IsIP;
        return fits
            ? local
            : throw ToolException.Usage(
                $"--local {local} is of another address family than {Endpoint?.ToString() ?? Harmless.Name(Host)}.");
    }

    /// <summary>Reads an address, with or without the brackets of IPv6; <see langword="null"/> if it is none.</summary>
    public static Endpoint? ReadAddress(string address, int port)
    {
        string text = address.Contains(':', StringComparison.Ordinal) && !address.StartsWith('[')
            ? $"[{address}]:{port}"
            : $"{address}:{port}";
        return SocketBasics.Endpoint.TryParse(text, out Endpoint endpoint) && endpoint.IsIP ? endpoint : null;
    }

    private static ConnectTarget Checked(Endpoint endpoint) => endpoint switch
    {
        { IsWildcard: true } => throw ToolException.Usage(
            $"{endpoint} means every address of a machine; connect to one of them: 127.0.0.1 or ::1 here."),
        { IsIP: true, Port: 0 } =>
            throw ToolException.Usage($"{endpoint}: nobody listens on port 0; give the server's."),
        { IsIP: false, IsLocal: false } or { Kind: EndpointKind.Unnamed } =>
            throw ToolException.Usage($"{endpoint} names nothing to connect to."),
        _ => new(endpoint, endpoint.ToString(), endpoint.Port),
    };
}

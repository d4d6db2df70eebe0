using System.Net;
using System.Net.Sockets;
using SocketBasics;

namespace Guide;

/// <summary>The code of docs/guide/happy-eyeballs.md.</summary>
internal static class Races
{
    public static async Task OwnDelaysAsync(string host, int port)
    {
        var options = new ConnectOptions
        {
            ResolutionDelay = TimeSpan.FromMilliseconds(50),
            AttemptDelay = TimeSpan.FromMilliseconds(150),
            FirstFamilyCount = 2,
        };
        ConnectResult result = await ClientSocket.ConnectAsync(host, port, options);

        foreach (AttemptReport attempt in result.Report.Attempts)
            Console.WriteLine(attempt);
        result.GetConnectionOrThrow().Dispose();
    }

    public static async Task OwnResolverAsync(string host, int port)
    {
        var options = new ConnectOptions
        {
            Resolver = static (name, family, cancellationToken) => new(
                (name, family) switch
                {
                    ("server.example", AddressFamily.InterNetwork) => [IPAddress.Loopback],
                    _ => [],
                }),
        };
        ConnectResult result = await ClientSocket.ConnectAsync(host, port, options);
        Console.WriteLine(result);
        result.GetConnectionOrThrow().Dispose();
    }
}

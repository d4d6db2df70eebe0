using System;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Every way to take a connect's result apart.</summary>
public static class LibraryOutcomes
{
    public static async Task<string> SwitchAsync(Endpoint remote) => await ClientSocket.ConnectAsync(remote) switch
    {
        ConnectResult.Connected(var connection) => Use(connection),
        ConnectResult.TimedOut(var elapsed, _) => $"silence for {elapsed}",
        ConnectResult.Refused(var cause) => cause.ToString(),
        ConnectResult.Unreachable(var reason, _) => reason.ToString(),
        ConnectResult.Failed(_, var message) => message,
    };

    public static async Task StatementAsync(string host, int port)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(host, port);
        switch (result)
        {
            case ConnectResult.Connected { Connection: var connection }:
                await using (connection)
                {
                    await connection.SendAsync("hello"u8.ToArray());
                }

                break;
            case ConnectResult.TimedOut or ConnectResult.Unreachable:
                Console.WriteLine("try again later");
                break;
            case ConnectResult.Refused refused:
                Console.WriteLine(refused.Cause);
                break;
            default:
                Console.WriteLine(result);
                break;
        }
    }

    public static async Task<bool> MatchAsync(Endpoint remote, CancellationToken cancellationToken)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(remote, cancellationToken: cancellationToken);
        return result.Match(
            connected =>
            {
                connected.Connection.Dispose();
                return true;
            },
            static timedOut => false,
            static refused => false,
            static unreachable => false,
            static failed => throw new InvalidOperationException(failed.Message));
    }

    public static async Task TryAsync(Endpoint remote)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(remote).ConfigureAwait(false);
        if (!result.TryGetConnection(out Connection? connection))
        {
            Console.Error.WriteLine(result.Report);
            return;
        }

        await using (connection)
            await connection.CloseAsync(TimeSpan.FromSeconds(1));
    }

    public static async Task OrThrowAsync(Endpoint remote)
    {
        await using Connection connection = (await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();
        await connection.SendAsync("hello"u8.ToArray());
        connection.ShutdownSend();
        await Drain(connection);
    }

    private static async Task Drain(Connection connection)
    {
        byte[] buffer = new byte[1024];
        while (await connection.ReceiveAsync(buffer) > 0)
        {
        }
    }

    private static string Use(Connection connection)
    {
        using (connection)
            return $"connected from {connection.LocalEndpoint}";
    }
}

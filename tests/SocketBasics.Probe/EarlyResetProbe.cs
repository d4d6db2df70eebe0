using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Probe;

/// <summary>Connects to a server that resets every connection as soon as the handshake is complete; counts the ends.</summary>
internal static class EarlyResetProbe
{
    private const int Connects = 1_000;
    private const int AtOnce = 4;

    public static async Task RunAsync(TextWriter output)
    {
        // Never disposed: that would interrupt the accept. It ends with the process.
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();

        // A thread of its own, which blocks in accept(2): nothing is faster.
        new Thread(() => ResetEach(listener)) { IsBackground = true }.Start();

        int sockets = OpenSockets.Count();
        Endpoint server = Endpoint.FromIPEndPoint((IPEndPoint)listener.LocalEndPoint!);
        string[][] ends = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => ConnectAsync(server)));
        foreach (IGrouping<string, string> group in ends.SelectMany(static ends => ends).GroupBy(static end => end))
            await output.WriteLineAsync($"{group.Key}\t{group.Count()}");
        await output.WriteLineAsync($"sockets\t{OpenSockets.Count() - sockets}");
    }

    private static void ResetEach(Socket listener)
    {
        while (true)
        {
            using Socket accepted = listener.Accept();
            accepted.LingerState = new LingerOption(true, 0);
        }
    }

    private static async Task<string[]> ConnectAsync(Endpoint server)
    {
        string[] ends = new string[Connects / AtOnce];
        for (int i = 0; i < ends.Length; i++)
        {
            ConnectResult result = await ClientSocket.ConnectAsync(server);
            ends[i] = result switch
            {
                ConnectResult.Connected(var connection) => $"Connected, then {await ReceiveAsync(connection)}",
                ConnectResult.Failed failed => $"Failed {failed.Error}",
                _ => result.ToString(),
            };
        }

        return ends;
    }

    private static async Task<string> ReceiveAsync(Connection connection)
    {
        using (connection)
        {
            try
            {
                return $"{await connection.ReceiveAsync(new byte[1])} bytes";
            }
            catch (SocketOperationException exception)
            {
                return exception.SocketErrorCode.ToString();
            }
        }
    }
}

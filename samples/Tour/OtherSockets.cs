using System.Text;
using SocketBasics;

namespace Tour;

/// <summary>The same calls without TCP: a local (Unix) socket, and datagrams.</summary>
internal static class OtherSockets
{
    public static async Task RunAsync(Page page, CancellationToken cancellationToken)
    {
        page.Chapter("Not only TCP");
        await ConnectLocallyAsync(page, cancellationToken);
        await SendDatagramAsync(page, cancellationToken);
    }

    private static async Task ConnectLocallyAsync(Page page, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Path.GetTempPath(), $"tour-{Environment.ProcessId}.sock");
        page.Step("AF_UNIX", $"Endpoint.Local(\"{path}\")");
        await using (ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Local(path)).Listen())
        {
            ConnectResult result = await ClientSocket.ConnectAsync(
                listener.LocalEndpoint, cancellationToken: cancellationToken);
            await using Connection client = result.GetConnectionOrThrow();
            await using Connection accepted = await listener.AcceptAsync(cancellationToken);
            page.Result("connected: the same calls, a path for an address", File.Exists(path));
        }

        page.Check("the socket file is gone with the listener", !File.Exists(path));
    }

    private static async Task SendDatagramAsync(Page page, CancellationToken cancellationToken)
    {
        page.Step("SOCK_DGRAM", "DatagramSocket: no listen, no accept, each datagram whole");
        using DatagramSocket sender = DatagramSocket.Bind(Endpoint.Loopback(0));
        using DatagramSocket receiver = DatagramSocket.Bind(Endpoint.Loopback(0));
        await sender.SendToAsync("ping"u8.ToArray(), receiver.LocalEndpoint, cancellationToken);

        byte[] buffer = new byte[64];
        ReceivedDatagram datagram = await receiver.ReceiveFromAsync(buffer, cancellationToken);
        string text = Encoding.UTF8.GetString(buffer, 0, datagram.Length);
        page.Result($"\"{text}\" from {datagram.Sender}", text == "ping" && datagram.Sender == sender.LocalEndpoint);
    }
}

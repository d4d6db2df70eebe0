using SocketBasics;

namespace Tour;

/// <summary>The server's four calls and the client's one.</summary>
internal static class Handshake
{
    public static async Task<(ListeningSocket Listener, Connection Client, Connection Accepted)> RunAsync(
        Page page, CancellationToken cancellationToken)
    {
        page.Chapter("A connection comes to be");

        page.Step("socket, bind", "ServerSocket.Create().Bind(Endpoint.Loopback(port: 0))");
        BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(port: 0));
        page.Result($"bound to {bound.LocalEndpoint}; the kernel chose it", bound.LocalEndpoint.Port > 0);

        page.Step("listen", "bound.Listen(backlog: 16)");
        ListeningSocket listener = bound.Listen(backlog: 16);
        string effective = listener.EffectiveBacklog is { } limit ? $"{limit}" : "not told";
        page.Result($"backlog: asked {listener.Backlog}, effective {effective}", listener.EffectiveBacklog is 16 or null);

        page.Step("connect", $"ClientSocket.ConnectAsync({listener.LocalEndpoint})");
        ConnectResult result = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, cancellationToken: cancellationToken);
        Connection client = result.GetConnectionOrThrow();
        page.Result("connected before accept: the kernel shakes hands", client.RemoteEndpoint == listener.LocalEndpoint);

        page.Step("accept", "listener.AcceptAsync()");
        Connection accepted = await listener.AcceptAsync(cancellationToken);
        page.Result("a new socket; the listener never carries data", accepted.LocalEndpoint == listener.LocalEndpoint);
        page.Check($"client    {client.LocalEndpoint} -> {client.RemoteEndpoint}", client.LocalEndpoint.Port > 0);
        page.Check(
            $"accepted  {accepted.LocalEndpoint} -> {accepted.RemoteEndpoint}",
            accepted.RemoteEndpoint == client.LocalEndpoint && accepted.LocalEndpoint == client.RemoteEndpoint);
        return (listener, client, accepted);
    }
}

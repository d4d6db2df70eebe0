using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Probe;

/// <summary>Tells which network the process uses.</summary>
internal static class NetworkProbe
{
    private const uint EPERM = 1;

    public static void Run(string setting, TextWriter output)
    {
        if (setting.Length > 0)
            AppContext.SetData("SocketBasics.Network", setting);
        output.WriteLine(Network.Default.Name);
    }

    /// <summary>A sandbox refuses epoll_create1(2) with EPERM, as some containers do with other calls.</summary>
    public static void RunWithoutEpoll(TextWriter output)
    {
        // The framework has epoll instances of its own, which it needs, too: it gets them before.
        new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Dispose();
        if (!Sandbox.TryRefuse(Sandbox.CreateEpoll, EPERM))
        {
            output.WriteLine("no seccomp");
            return;
        }

        using BoundServerSocket server = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        output.WriteLine($"{Network.Default.Name} {(Network.Epoll is null ? "without" : "with")} epoll, bound");
    }
}

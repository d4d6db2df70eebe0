using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>A name has many addresses; connects get all of them.</summary>
public static class NamesOfHosts
{
    public static async Task<Socket> ConnectAsync(string host, int port)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(addresses, port);
        return socket;
    }

    public static TcpClient Connect(string host, int port)
    {
        var client = new TcpClient();
        client.Connect(Dns.GetHostEntry(host).AddressList, port);
        return client;
    }

    public static string Describe(string host) =>
        string.Join(", ", Dns.GetHostAddresses(host).Select(static address => address.ToString()).Order());

    public static async Task<IPAddress?> FirstOfFamilyAsync(string host, AddressFamily family) =>
        (await Dns.GetHostAddressesAsync(host, family)) is [_, ..] found ? found.Min(new ByText()) : null;

    private sealed class ByText : System.Collections.Generic.IComparer<IPAddress>
    {
        public int Compare(IPAddress? x, IPAddress? y) => string.CompareOrdinal(x?.ToString(), y?.ToString());
    }
}

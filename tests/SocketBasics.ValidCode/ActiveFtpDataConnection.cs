using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Active mode of FTP (RFC 959): the client listens for exactly one connection.</summary>
public static class ActiveFtpDataConnection
{
    public static async Task ReceiveFileAsync(
        Socket control, Stream file, Func<string, Task> command, CancellationToken cancellationToken)
    {
        var here = (IPEndPoint)control.LocalEndPoint!;
        using var listener = new Socket(here.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(here.Address, 0));
        listener.Listen(1);
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        await command(string.Create(
            CultureInfo.InvariantCulture,
            $"PORT {here.Address.ToString().Replace('.', ',')},{port >> 8},{port & 0xff}"));

        using Socket data = await listener.AcceptAsync(cancellationToken);
        listener.Close();
        await using var stream = new NetworkStream(data, ownsSocket: false);
        await stream.CopyToAsync(file, cancellationToken);
    }

    /// <summary>The answer to PASV has the port in two bytes, the high one first.</summary>
    public static IPEndPoint Passive(string answer)
    {
        string[] parts = answer[(answer.IndexOf('(') + 1)..answer.IndexOf(')')].Split(',');
        int port = (int.Parse(parts[4], CultureInfo.InvariantCulture) << 8)
            | int.Parse(parts[5], CultureInfo.InvariantCulture);
        return new IPEndPoint(IPAddress.Parse(string.Join('.', parts, 0, 4)), port);
    }
}

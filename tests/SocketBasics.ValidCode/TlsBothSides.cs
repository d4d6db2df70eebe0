using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>SslStream, as server and as client.</summary>
public static class TlsBothSides
{
    public static async Task ServeAsync(TcpClient client, X509Certificate2 certificate, CancellationToken token)
    {
        using (client)
        {
            await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
            byte[] buffer = new byte[2048];
            int read;
            while ((read = await tls.ReadAsync(buffer, token)) > 0)
                await tls.WriteAsync(buffer.AsMemory(0, read), token);
            await tls.ShutdownAsync();
        }
    }

    public static async Task<string> AskAsync(string host, int port, string request, CancellationToken token)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, token);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, token);
        await tls.WriteAsync(Encoding.UTF8.GetBytes(request), token);
        await tls.FlushAsync(token);
        using var reader = new StreamReader(tls, Encoding.UTF8);
        return await reader.ReadToEndAsync(token);
    }

    public static async Task<SslStream> OverAsync(Connection connection, string host, CancellationToken token)
    {
        var tls = new SslStream(connection.AsStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, token);
        return tls;
    }
}

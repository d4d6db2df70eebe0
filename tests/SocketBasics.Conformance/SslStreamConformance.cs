using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocketBasics.Conformance;

/// <summary>The framework's TLS over the streams of both ends.</summary>
public abstract class SslStreamConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    private const string Name = "server.test";

    [Fact(Timeout = Hang)]
    public async Task SslStream_works_over_both_ends()
    {
        using X509Certificate2 certificate = MakeCertificate();
        using ConnectedPair pair = await ConnectSmallPairAsync();
        byte[] message = Message(300_000);
        await using var client = new SslStream(pair.Client.AsStream());
        await using var server = new SslStream(pair.Server.AsStream());

        await Task.WhenAll(
            server.AuthenticateAsServerAsync(new() { ServerCertificate = certificate }, Stop),
            client.AuthenticateAsClientAsync(
                new()
                {
                    TargetHost = Name,
                    RemoteCertificateValidationCallback =
                        (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
                },
                Stop));

        Task write = client.WriteAsync(message, Stop).AsTask();
        byte[] received = new byte[message.Length];
        await server.ReadExactlyAsync(received, Stop);
        await write;
        AssertSame(message, received);
        await client.ShutdownAsync();
        Assert.Equal(0, await server.ReadAsync(received, Stop));
    }

    [Fact(Timeout = Hang)]
    public async Task A_handshake_that_the_client_rejects_ends_on_both_sides()
    {
        using X509Certificate2 certificate = MakeCertificate();
        using ConnectedPair pair = await ConnectPairAsync();
        await using var client = new SslStream(pair.Client.AsStream());
        await using var server = new SslStream(pair.Server.AsStream());
        Task accept = server.AuthenticateAsServerAsync(new() { ServerCertificate = certificate }, Stop);

        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsClientAsync(
            new() { TargetHost = Name, RemoteCertificateValidationCallback = (_, _, _, _) => false }, Stop));
        await client.DisposeAsync();

        try
        {
            // With TLS 1.3 the server has ended its part when the client rejects the certificate, and reads of it then.
            await accept;
            await server.ReadExactlyAsync(new byte[1], Stop);
            Assert.Fail("The server heard nothing of the rejection.");
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}

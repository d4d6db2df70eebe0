using SocketBasics.Conformance;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks.Portable;

/// <summary>The conformance suite over the portable network, for <see cref="EndpointKind.IPv4"/>.</summary>
public static class PortableConformanceIPv4Tests
{
    private static readonly NetworkUnderTest Kind = new(Network.Portable, EndpointKind.IPv4);

    public sealed class BindTests() : BindConformance(Kind);

    public sealed class ListenTests() : ListenConformance(Kind);

    public sealed class BacklogTests() : BacklogConformance(Kind);

    public sealed class AcceptTests() : AcceptConformance(Kind);

    public sealed class AcceptAllTests() : AcceptAllConformance(Kind);

    public sealed class ConnectTests() : ConnectConformance(Kind);

    public sealed class ReceiveTests() : ReceiveConformance(Kind);

    public sealed class SendTests() : SendConformance(Kind);

    public sealed class SendCancellationTests() : SendCancellationConformance(Kind);

    public sealed class CloseTests() : CloseConformance(Kind);

    public sealed class ResetTests() : ResetConformance(Kind);

    public sealed class StreamTests() : StreamConformance(Kind);

    public sealed class SslStreamTests() : SslStreamConformance(Kind);

    public sealed class PipeTests() : PipeConformance(Kind);

    public sealed class DatagramTests() : DatagramConformance(Kind);

    public sealed class AbortTests() : AbortConformance(Kind);

    public sealed class TcpOptionsTests() : TcpOptionsConformance(Kind);

    public sealed class StatusTests() : StatusConformance(Kind);

    public sealed class TcpInfoTests() : TcpInfoConformance(Kind);
}

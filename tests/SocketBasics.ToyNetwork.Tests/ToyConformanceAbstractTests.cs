using SocketBasics.Conformance;

namespace SocketBasics.ToyNetwork.Tests;

/// <summary>
/// The conformance suite over the toy network, with endpoints of kind <see cref="EndpointKind.Abstract"/>. Left out,
/// because the toy has none of it: the limit of the queue, options of TCP, wildcards and families, datagrams.
/// </summary>
public static class ToyConformanceAbstractTests
{
    private static readonly NetworkUnderTest Kind = new ToyUnderTest(EndpointKind.Abstract);

    public sealed class BindTests() : BindConformance(Kind);

    public sealed class ListenTests() : ListenConformance(Kind);

    public sealed class AcceptTests() : AcceptConformance(Kind);

    public sealed class AcceptAllTests() : AcceptAllConformance(Kind);

    public sealed class ConnectTests() : ConnectConformance(Kind);

    public sealed class ReceiveTests() : ReceiveConformance(Kind);

    public sealed class SendTests() : SendConformance(Kind);

    public sealed class SendCancellationTests() : SendCancellationConformance(Kind);

    public sealed class CloseTests() : CloseConformance(Kind);

    public sealed class ResetTests() : ResetConformance(Kind);

    public sealed class AbortTests() : AbortConformance(Kind);

    public sealed class StreamTests() : StreamConformance(Kind);

    public sealed class SslStreamTests() : SslStreamConformance(Kind);

    public sealed class PipeTests() : PipeConformance(Kind);

    public sealed class LocalOptionsTests() : LocalOptionsConformance(Kind);
}

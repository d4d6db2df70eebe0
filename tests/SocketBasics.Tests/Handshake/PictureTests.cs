using SocketBasics.Handshake;
using SocketBasics.Tests.Repository;
using static SocketBasics.Tests.Handshake.TraceScript;

namespace SocketBasics.Tests.Handshake;

/// <summary>
/// Every picture against the one that somebody has looked at, in Approved/. When another one is meant:
/// <c>APPROVE=1 dotnet test tests/SocketBasics.Tests --filter PictureTests</c>, and then look at them.
/// </summary>
public sealed class PictureTests
{
    public static TheoryData<string> Scenes =>
    [
        "handshake", "lost-syn", "no-answer", "refused", "unreachable", "rejected-by-the-server", "unheard-ack", "aborted",
        "unknown-connection", "close", "hostile-marks", "nothing", "incomplete",
    ];

    // Seen to fail with: the label of a segment without its acknowledgment number, and with another color in the SVG.
    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_picture_is_as_approved(string scene)
    {
        HandshakeTrace trace = Trace(scene);

        PictureGrammar.Check(trace);
        Approve(scene, "txt", trace + "\n");
        Approve(scene, "mmd", trace.ToMermaid() + "\n");
        Approve(scene, "svg", trace.ToSvg());
    }

    private static HandshakeTrace Trace(string scene) => scene switch
    {
        "handshake" => new TraceScript(802208708, 3402137411)
            .Mark(HandshakeSide.Client, "connect is called").Establish()
            .Mark(HandshakeSide.Client, "connect returns").Mark(HandshakeSide.Server, "accept returns").Trace(),
        "lost-syn" => new TraceScript().FromClient(Syn).Establish().Trace(),
        "no-answer" => new TraceScript().FromClient(Syn).FromClient(Syn)
            .Mark(HandshakeSide.Client, "connect returns: timed out", TcpState.Closed).Trace(),
        "refused" => new TraceScript().FromClient(Syn).Refuse().Trace(),
        "unreachable" => new TraceScript().FromClient(Syn).Icmp(3, 13).Trace(),
        "rejected-by-the-server" => new TraceScript().FromClient(Syn).Icmp(3, 3, isFromServer: true).Trace(),
        "unheard-ack" => new TraceScript().Establish().FromServer(SynAck, 0, 1).FromClient(Ack, 1, 1).Trace(),
        "aborted" => new TraceScript().Establish().FromServer(ResetAck, 1, 1).Trace(),
        "unknown-connection" => new TraceScript().Establish().Mark(HandshakeSide.Server, "crash", TcpState.Closed)
            .FromClient(Ack | TcpFlags.Push, 1, 1, payload: 5).FromServer(Reset, 1).Trace(),
        "close" => new TraceScript(uint.MaxValue, 0).Establish()
            .FromClient(Fin, 1, 1).FromServer(Ack, 1, 2).FromServer(Fin, 1, 2).FromClient(Ack, 2, 2).Trace(),
        "hostile-marks" => new TraceScript().Establish()
            .Mark(HandshakeSide.Client, "</text><script>alert(1)</script>\n%%{init}%% end; \u202E ]]>")
            .Mark(HandshakeSide.Server, "a long text that is wrapped, because no line of the picture is as long as all of it 漢字")
            .Mark(HandshakeSide.Server, "").Trace(),
        "nothing" => new HandshakeTrace(default, Server, []),
        _ => new HandshakeTrace(
            Endpoint.Parse("[2001:db8:1111:2222:3333:4444:5555:6666]:65535"),
            Endpoint.Parse("[2001:db8:1111:2222:3333:4444:5555:7777]:65535"),
            new TraceScript().Establish().FromServer(Ack, 1_500_000_000, 1, payload: 1448).Events)
        {
            MissedPackets = 12,
            OtherConnections = 3,
        },
    };

    private static void Approve(string scene, string extension, string actual)
    {
        string file = RepositoryFolder.PathOf(
            "tests", "SocketBasics.Tests", "Handshake", "Approved", $"{scene}.{extension}");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", actual);
    }
}

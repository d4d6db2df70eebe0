using System.Buffers.Binary;
using System.Net.Sockets;
using SocketBasics.Handshake;
using SocketBasics.Tests.Datagrams;
using SocketBasics.Tests.Outcomes;

namespace SocketBasics.Tests.Handshake;

/// <summary>
/// Captures of real connections, over the loopback interface. They run beside other tests, and nothing is drawn of
/// those.
/// </summary>
public sealed class CaptureTests
{
    private const int CapNetRaw = 13;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Families => ["127.0.0.1:0", "[::1]:0"];

    // Seen to fail with: the first connection taken that is seen.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task Of_several_connects_at_once_each_gets_the_trace_of_its_own()
    {
        SkipWithoutPrivilege();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();

        TracedConnect[] traced = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => HandshakeTrace.CaptureConnectAsync(listener.LocalEndpoint, cancellationToken: Token))));

        Assert.All(traced, static one =>
        {
            using Connection connection = one.Result.GetConnectionOrThrow();
            Assert.Equal(connection.LocalEndpoint, one.Trace.Client);
            Assert.NotNull(one.Trace.ServerEstablished);
        });
    }

    // Work that began before the kernel took the time of packets had it the other way round in 47 of 200 captures, in a
    // process without other captures.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task Connect_never_returns_before_its_SYN()
    {
        SkipWithoutPrivilege();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();

        for (int i = 0; i < 30; i++)
        {
            TracedConnect traced = await HandshakeTrace.CaptureConnectAsync(listener.LocalEndpoint, cancellationToken: Token);
            using Connection connection = traced.Result.GetConnectionOrThrow();
            using Connection accepted = await listener.AcceptAsync(Token);
            Assert.IsType<HandshakeSegment>(traced.Trace.Steps[0].Event);

            // The kernel goes on taking times for a moment after the last capture; then it begins anew.
            await Task.Delay(40, Token);
        }
    }

    // Seen to fail with: the loopback interface's second copy of each packet let through, and with the kernel's filter
    // taking the ports the wrong way round.
    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Families))]
    public async Task A_handshake_is_three_segments(string address)
    {
        SkipWithoutPrivilege();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Parse(address)).Listen();
        Connection? client = null;

        HandshakeTrace trace = await HandshakeTrace.CaptureAsync(
            listener.LocalEndpoint,
            async recorder =>
            {
                recorder.Mark(HandshakeSide.Client, "connect is called");
                client = (await ClientSocket.ConnectAsync(listener.LocalEndpoint, null, Token)).GetConnectionOrThrow();
                recorder.Mark(HandshakeSide.Client, "connect returns");
                await recorder.WaitUntilAsync(static seen => seen.ServerEstablished is not null, Token);
                recorder.Mark(HandshakeSide.Server, "accept would return");
            },
            cancellationToken: Token);

        using (client)
        {
            Assert.Equal(client!.LocalEndpoint, trace.Client);
            Assert.Equal(listener.LocalEndpoint, trace.Server);
        }

        HandshakeSegment[] segments = [.. trace.Steps.Select(static step => step.Event).OfType<HandshakeSegment>()];
        Assert.Equal(
            [
                (HandshakeSide.Client, TcpFlags.Syn),
                (HandshakeSide.Server, TcpFlags.Syn | TcpFlags.Acknowledgment),
                (HandshakeSide.Client, TcpFlags.Acknowledgment),
            ],
            segments.Select(static item => (item.Sender, WithoutEcn(item.Segment.Flags))));
        uint j = segments[0].Segment.SequenceNumber;
        uint k = segments[1].Segment.SequenceNumber;
        Assert.Equal((j, k), (trace.ClientSequenceNumber!.Value, trace.ServerSequenceNumber!.Value));
        Assert.Equal(j + 1, segments[1].Segment.AcknowledgmentNumber);
        Assert.Equal(
            (j + 1, k + 1), (segments[2].Segment.SequenceNumber, segments[2].Segment.AcknowledgmentNumber));
        Assert.True(segments[0].Segment.Options.MaximumSegmentSize > 0);

        Assert.True(trace.ClientEstablished <= trace.ServerEstablished);
        Assert.Equal((TcpState.Closed, TcpState.Listen), (trace.InitialClientState, trace.InitialServerState));
        Assert.Equal((0, 0), (trace.MissedPackets, trace.OtherConnections));
        Assert.IsType<HandshakeMark>(trace.Steps[0].Event);
        Assert.IsType<HandshakeMark>(trace.Steps[^1].Event);
        Assert.All(trace.Steps.Zip(trace.Steps.Skip(1)), static pair => Assert.True(pair.First.Time <= pair.Second.Time));
        PictureGrammar.Check(trace);
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Families))]
    public async Task A_refused_connect_is_a_SYN_and_a_RST(string address)
    {
        SkipWithoutPrivilege();
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Parse(address));

        (ConnectResult result, HandshakeTrace trace) =
            await HandshakeTrace.CaptureConnectAsync(bound.LocalEndpoint, cancellationToken: Token);

        Assert.IsType<ConnectResult.Refused>(result);
        Assert.Equal(["SYN", "RST-ACK", "refused"], trace.Steps.Select(Name));
        Assert.Equal(TcpState.Closed, trace.InitialServerState);
        Assert.Equal(TcpState.Closed, trace.Steps[1].ClientState);
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Families))]
    public async Task A_server_that_does_not_answer_is_asked_again(string address)
    {
        SkipWithoutPrivilege();
        await using FullListener full = await FullListener.StartAsync(Endpoint.Parse(address));
        var connecting = new ConnectOptions { Timeout = TimeSpan.FromSeconds(1.5) };

        (ConnectResult result, HandshakeTrace trace) =
            await HandshakeTrace.CaptureConnectAsync(full.Endpoint, connecting, cancellationToken: Token);

        Assert.IsType<ConnectResult.TimedOut>(result);
        Assert.All(
            trace.Steps.Where(static step => step.Event is HandshakeSegment { Sender: HandshakeSide.Client }),
            static step => Assert.True(step.IsLost));
        Assert.Null(trace.ServerEstablished);
    }

    // Seen to fail with: the offsets of the quoted packet in the kernel's filter, of each family, wrong by eight.
    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("127.0.0.1:0", 3, 13)]
    [InlineData("[::1]:0", 1, 1)]
    public async Task An_ICMP_message_about_the_SYN_is_part_of_the_trace(string address, byte type, byte code)
    {
        SkipWithoutPrivilege();
        await using FullListener full = await FullListener.StartAsync(Endpoint.Parse(address));
        Endpoint local = Endpoint.Parse(address);
        bool isIPv6 = local.Kind == EndpointKind.IPv6;
        using RawSocket raw = RawSocket.Bind(local, isIPv6 ? RawProtocol.IcmpV6 : RawProtocol.Icmp);
        ConnectResult? result = null;

        HandshakeTrace trace = await HandshakeTrace.CaptureAsync(
            full.Endpoint,
            async recorder =>
            {
                Task<ConnectResult> connecting = ClientSocket.ConnectAsync(full.Endpoint, null, Token).AsTask();
                HandshakeTrace? seen = null;
                await recorder.WaitUntilAsync(now => (seen = now).Steps.Count > 0, Token);
                TcpSegment syn = ((HandshakeSegment)seen!.Steps[0].Event).Segment;
                var header = new IPPacket(
                    seen.Client.Address!, seen.Server.Address!, 64, ProtocolType.Tcp, 0, 0, 0, false);
                byte[] message = PacketBytes.WriteIcmp(type, code, PacketBytes.Write(header, PacketBytes.Write(syn)));
                BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), Checksum(message));
                await raw.SendToAsync(message, local, Token);
                result = await connecting;
            },
            cancellationToken: Token);

        var unreachable = Assert.IsType<ConnectResult.Unreachable>(result);
        Assert.Equal(UnreachableReason.Prohibited, unreachable.Reason);
        HandshakeStep step = trace.Steps.First(static item => item.Event is HandshakeIcmp);
        var icmp = (HandshakeIcmp)step.Event;
        Assert.Equal((type, code, HandshakeSide.Client), (icmp.Message.Type, icmp.Message.Code, icmp.Receiver));
        Assert.Equal(TcpState.Closed, step.ClientState);
        Assert.Equal(trace.ClientSequenceNumber, icmp.Message.Quote?.SequenceNumber);
        PictureGrammar.Check(trace);
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("*", 2)]
    [InlineData("0.0.0.0", 1)]
    [InlineData("[::]", 1)]
    [InlineData("127.0.0.1", 1)]
    [InlineData("127.0.0.2", 0)]
    public async Task A_wildcard_stands_for_every_address_of_its_families(string address, int connections)
    {
        SkipWithoutPrivilege();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();
        int port = listener.LocalEndpoint.Port;
        Endpoint[] servers = [Endpoint.Loopback(port), Endpoint.LoopbackV6(port)];

        HandshakeTrace trace = await HandshakeTrace.CaptureAsync(
            Endpoint.Parse($"{address}:{port}"),
            async _ =>
            {
                foreach (Endpoint server in servers)
                    (await ClientSocket.ConnectAsync(server, null, Token)).GetConnectionOrThrow().Dispose();
            },
            cancellationToken: Token);

        Assert.Equal(connections, trace.Steps.Count == 0 ? 0 : trace.OtherConnections + 1);
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Families))]
    public async Task The_connection_of_one_client_can_be_asked_for(string address)
    {
        SkipWithoutPrivilege();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Parse(address)).Listen();
        using BoundServerSocket free = ServerSocket.Create().Bind(Endpoint.Parse(address));
        Endpoint own = free.LocalEndpoint;
        free.Dispose();

        HandshakeTrace trace = await HandshakeTrace.CaptureAsync(
            listener.LocalEndpoint,
            async _ =>
            {
                (await ClientSocket.ConnectAsync(listener.LocalEndpoint, null, Token)).GetConnectionOrThrow().Dispose();
                ConnectResult result = await ClientSocket.ConnectAsync(
                    listener.LocalEndpoint, new ConnectOptions { LocalEndpoint = own }, Token);
                result.GetConnectionOrThrow().Dispose();
            },
            new HandshakeCaptureOptions { Client = own, Interface = "lo" },
            Token);

        Assert.Equal((own, 0), (trace.Client, trace.OtherConnections));
        Assert.NotNull(trace.ServerEstablished);
    }

    // Seen to fail with: the addresses in the kernel's filter the wrong way round, for each family.
    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("127.0.0.1:80", "127.0.0.2:0", true)]
    [InlineData("[fd09::1]:80", "[fd09::2]:0", true)]
    [InlineData("127.0.0.2:80", "127.0.0.3:0", false)]
    [InlineData("[fd09::2]:80", "[fd09::3]:0", false)]
    public async Task Addresses_are_compared(string address, string client, bool isSeen)
    {
        SkipWithoutPrivilege();
        Endpoint server = Endpoint.Parse(address);
        Endpoint watched = Endpoint.Parse(server.Kind == EndpointKind.IPv6 ? "[fd09::1]:80" : "127.0.0.1:80");

        HandshakeTrace trace = await OwnThread.InOwnNetwork(
            """
            ip link set lo up
            for i in 1 2 3; do ip addr add fd09::$i/128 dev lo nodad; done
            """ + OwnThread.UntilIPv6IsReady,
            () => HandshakeTrace.CaptureAsync(
                watched,
                _ =>
                {
                    // Everything at once, on this thread: the others are in another network.
                    using var listener = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    listener.Bind(server.ToIPEndPoint());
                    listener.Listen();
                    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(Endpoint.Parse(client).ToIPEndPoint());
                    socket.Connect(server.ToIPEndPoint());
                    return Task.CompletedTask;
                },
                cancellationToken: Token));

        Assert.Equal(isSeen, trace.ServerEstablished is not null);
        Assert.Equal(isSeen, trace.Steps.Count > 0);
    }

    // The kernel's filter cannot follow extension headers, and lets all of these through.
    // Seen to fail with: a capture that takes what the kernel lets through, without looking at its port.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_segment_behind_an_extension_header_is_seen_if_it_is_for_the_port()
    {
        SkipWithoutPrivilege();
        const RawProtocol DestinationOptions = (RawProtocol)60;
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.LoopbackV6(0));
        int port = bound.LocalEndpoint.Port;
        using RawSocket raw = RawSocket.Bind(Endpoint.LoopbackV6(0), DestinationOptions);

        HandshakeTrace trace = await HandshakeTrace.CaptureAsync(
            bound.LocalEndpoint,
            async recorder =>
            {
                foreach (int destination in (int[])[port ^ 1, port])
                {
                    var syn = new TcpSegment(9, destination, 4711, 0, TcpFlags.Syn, 1, 0, default);
                    byte[] padding = [6, 0, 1, 4, 0, 0, 0, 0];
                    await raw.SendToAsync((byte[])[.. padding, .. PacketBytes.Write(syn)], Endpoint.LoopbackV6(0), Token);
                }

                await recorder.WaitUntilAsync(static seen => seen.Steps.Count > 0, Token);
            },
            new HandshakeCaptureOptions { SettleTime = TimeSpan.Zero },
            Token);

        Assert.Equal((Endpoint.LoopbackV6(9), bound.LocalEndpoint), (trace.Client, trace.Server));
        Assert.Equal((1, 0), (trace.Steps.Count, trace.OtherConnections));
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task What_is_too_much_is_counted()
    {
        SkipWithoutPrivilege();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();

        HandshakeTrace trace = await HandshakeTrace.CaptureAsync(
            listener.LocalEndpoint,
            async recorder =>
            {
                (await ClientSocket.ConnectAsync(listener.LocalEndpoint, null, Token)).GetConnectionOrThrow().Dispose();
                await recorder.WaitUntilAsync(static seen => seen.MissedPackets >= 2, Token);
            },
            new HandshakeCaptureOptions { MaximumPackets = 1 },
            Token);

        Assert.Single(trace.Steps);
        Assert.True(trace.MissedPackets >= 2);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_recorder_that_outlives_its_capture_says_so()
    {
        SkipWithoutPrivilege();
        HandshakeRecorder? late = null;

        HandshakeTrace trace = await HandshakeTrace.CaptureAsync(
            Endpoint.Loopback(9),
            recorder =>
            {
                late = recorder;
                return Task.CompletedTask;
            },
            cancellationToken: Token);

        Assert.Empty(trace.Steps);
        await Assert.ThrowsAsync<InvalidOperationException>(() => late!.WaitUntilAsync(static _ => false, Token));
        await late!.WaitUntilAsync(static _ => true, Token);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task Arguments_are_checked_before_any_privilege()
    {
        Endpoint[] wrong = [default, Endpoint.Loopback(0), Endpoint.Local("/x")];
        foreach (Endpoint server in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(
                "server", () => HandshakeTrace.CaptureAsync(server, static _ => Task.CompletedTask, null, Token));
            await Assert.ThrowsAsync<ArgumentException>("server", () => HandshakeTrace.CaptureConnectAsync(server, null, null, Token));
        }

        await Assert.ThrowsAsync<ArgumentNullException>("work", () => HandshakeTrace.CaptureAsync(Endpoint.Loopback(9), null!, null, Token));
        await Assert.ThrowsAsync<ArgumentException>("server", () => HandshakeTrace.CaptureAsync(
            Endpoint.Loopback(9), static _ => Task.CompletedTask, new() { Client = Endpoint.LoopbackV6(9) }, Token));
        Assert.Throws<ArgumentException>("value", () => new HandshakeCaptureOptions { Client = Endpoint.Any(9) });
        Assert.Throws<ArgumentException>("value", () => new HandshakeCaptureOptions { Interface = "" });
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new HandshakeCaptureOptions { MaximumPackets = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new HandshakeCaptureOptions { MaximumPackets = 100_001 });
        Assert.Throws<ArgumentOutOfRangeException>(
            "value", () => new HandshakeCaptureOptions { SettleTime = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(
            "value", () => new HandshakeCaptureOptions { SettleTime = TimeSpan.FromMinutes(1.1) });
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task An_interface_that_does_not_exist_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Captures exist on Linux only.");

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => HandshakeTrace.CaptureAsync(
            Endpoint.Loopback(9), static _ => Task.CompletedTask, new() { Interface = "no\nsuch" }, Token));

        Assert.Contains("no\\x0Asuch", exception.Message, StringComparison.Ordinal);
    }

    // Seen to fail with: the text of raw sockets.
    [Fact]
    public void Without_the_capability_the_message_names_both_ways_out()
    {
        SkipWithoutPrivilege();
        OwnThread.WithoutCapability(CapNetRaw, static () =>
        {
            Task<HandshakeTrace> capture = HandshakeTrace.CaptureAsync(
                Endpoint.Loopback(9), static _ => throw new InvalidOperationException("The work began."));

            var exception = Assert.IsType<SocketOperationException>(capture.Exception?.InnerException);
            Assert.Equal(SocketError.AccessDenied, exception.SocketErrorCode);
            Assert.StartsWith("capture 127.0.0.1:9: permission denied; ", exception.Message, StringComparison.Ordinal);
            Assert.Contains("CAP_NET_RAW", exception.Remedy, StringComparison.Ordinal);
            Assert.Contains("unshare -Urn", exception.Remedy, StringComparison.Ordinal);
        });
    }

    private static void SkipWithoutPrivilege() => Assert.SkipUnless(
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
        "Captures need Linux and root; the sample's test makes them in a user namespace as well.");

    private static string Name(HandshakeStep step) => step.Event switch
    {
        HandshakeSegment { Segment: var segment } => segment.ToString().Split(' ')[0],
        HandshakeMark mark => mark.Text.Split(' ')[^1],
        _ => "ICMP",
    };

    // A system may be set to ask for ECN in every SYN (net.ipv4.tcp_ecn).
    private static TcpFlags WithoutEcn(TcpFlags flags) =>
        flags & ~(TcpFlags.CongestionEcho | TcpFlags.CongestionWindowReduced | TcpFlags.AccurateEcn);

    // RFC 1071; over IPv6 the kernel writes its own.
    private static ushort Checksum(byte[] message)
    {
        uint sum = 0;
        for (int i = 0; i + 1 < message.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(i));
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}

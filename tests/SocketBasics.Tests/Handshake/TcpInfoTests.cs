using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;

namespace SocketBasics.Tests.Handshake;

/// <summary>The structures in which three systems tell what they know of a TCP socket.</summary>
public sealed class TcpInfoTests
{
    private static readonly TcpState[] LinuxStates =
    [
        TcpState.Established, TcpState.SynSent, TcpState.SynReceived, TcpState.FinWait1, TcpState.FinWait2,
        TcpState.TimeWait, TcpState.Closed, TcpState.CloseWait, TcpState.LastAck, TcpState.Listen, TcpState.Closing,
    ];

    private static readonly TcpState[] WindowsStates =
    [
        TcpState.Closed, TcpState.Listen, TcpState.SynSent, TcpState.SynReceived, TcpState.Established, TcpState.FinWait1,
        TcpState.FinWait2, TcpState.CloseWait, TcpState.Closing, TcpState.LastAck, TcpState.TimeWait,
    ];

    private static readonly TcpState[] MacStates =
    [
        TcpState.Closed, TcpState.Listen, TcpState.SynSent, TcpState.SynReceived, TcpState.Established, TcpState.CloseWait,
        TcpState.FinWait1, TcpState.Closing, TcpState.LastAck, TcpState.FinWait2, TcpState.TimeWait,
    ];

    [Fact]
    public void Each_system_has_numbers_of_its_own_for_the_eleven_states()
    {
        Assert.Equal(LinuxStates, Enumerable.Range(1, 11).Select(static number => TcpInfo.FromLinux([(byte)number])!.Value.State));
        Assert.Equal(WindowsStates, Enumerable.Range(0, 11).Select(static number => TcpInfo.FromWindows(Structure(88, (0, (uint)number)))!.Value.State));
        Assert.Equal(MacStates, Enumerable.Range(0, 11).Select(static number => TcpInfo.FromMacOS(Structure(112, (0, (uint)number)))!.Value.State));
        Assert.Equal(11, Enum.GetValues<TcpState>().Length);
    }

    [Fact]
    public void A_state_without_a_name_is_no_snapshot()
    {
        Assert.Null(TcpInfo.FromLinux([]));
        Assert.Null(TcpInfo.FromLinux(new byte[280]));
        Assert.Null(TcpInfo.FromLinux([13]));
        Assert.Null(TcpInfo.FromWindows(Structure(88, (0, 11))));
        Assert.Null(TcpInfo.FromMacOS(Structure(112, (0, 11))));
    }

    // The figures are those that Linux 6.18 gave for a client just after its connect over loopback.
    [Fact]
    public void What_Linux_tells_of_a_new_client_is_read()
    {
        byte[] bytes = Structure(
            280, (0, 0x07_00_00_01), (4, 0x00_AA_07_00), (8, 204_000), (16, 32_741), (24, 0), (60, 65_535), (68, 37), (72, 18),
            (76, int.MaxValue), (80, 10), (100, 0), (120, 1), (136, 2), (140, 1), (148, 37), (228, 65_483));
        bytes[5] = 0x07;

        TcpInfo info = TcpInfo.FromLinux(bytes)!.Value;

        Assert.Equal(TcpState.Established, info.State);
        Assert.Equal(new NegotiatedOptions(32_741, 10, 10, true, true, false), info.NegotiatedOptions);
        Assert.Equal((1, 10, null), (info.SynCount, info.CongestionWindow, info.SlowStartThreshold));
        Assert.Equal(TimeSpan.FromMicroseconds(37), info.RoundTripTime);
        Assert.Equal(TimeSpan.FromMicroseconds(18), info.RoundTripTimeVariance);
        Assert.Equal(TimeSpan.FromMicroseconds(37), info.MinimumRoundTripTime);
        Assert.Equal(TimeSpan.FromMilliseconds(204), info.RetransmissionTimeout);
        Assert.Equal((1, 2, 1, 65_483), (info.BytesAcknowledged, info.SegmentsSent, info.SegmentsReceived, info.SendWindow));
        Assert.Null(info.PacingRate);
        Assert.Equal(
            "ESTABLISHED, round trip 0.04 ms, MSS 32741, window scale 10/10, SACK, timestamps, congestion window 10",
            info.ToString());
    }

    [Fact]
    public void A_client_without_an_answer_has_sent_as_many_SYNs_as_were_repeated_and_one()
    {
        TcpInfo info = TcpInfo.FromLinux(Structure(280, (0, 2), (100, 2), (136, 3)))!.Value;

        Assert.Equal((TcpState.SynSent, 3), (info.State, info.SynCount));
        Assert.Null(info.NegotiatedOptions);
        Assert.Null(info.TimeSinceDataReceived);
        Assert.Equal("SYN-SENT, 3 SYNs", info.ToString());
    }

    [Fact]
    public void Repetitions_are_no_SYNs_any_more_once_data_was_sent()
    {
        TcpInfo info = TcpInfo.FromLinux(Structure(280, (0, 1), (100, 2), (136, 9), (156, 4)))!.Value;

        Assert.Null(info.SynCount);
        Assert.Equal(2, info.TotalRetransmissions);
    }

    // On it these places hold the queue.
    [Fact]
    public void A_listener_has_a_state_and_nothing_else() =>
        Assert.Equal(new TcpInfo(TcpState.Listen), TcpInfo.FromLinux(Structure(280, (0, 10), (24, 3), (28, 128))));

    // Seen to fail with: a fixed length that is required; a member that is read without regard to the length.
    [Fact]
    public void A_shorter_kernel_knows_less_and_says_nothing_else() =>
        Prop.ForAll<byte[], byte>(CheckThatLessIsKnown).QuickCheckThrowOnFailure();

    [Fact]
    public void No_bytes_make_it_throw() => Prop.ForAll<byte[]>(static bytes =>
    {
        _ = TcpInfo.FromLinux(bytes)?.ToString();
        _ = TcpInfo.FromWindows([.. bytes, .. new byte[88]])?.ToString();
        _ = TcpInfo.FromMacOS([.. bytes, .. new byte[112]])?.ToString();
        _ = TcpInfo.FromWindows(bytes);
        _ = TcpInfo.FromMacOS(bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_longer_kernel_is_read_as_far_as_it_is_known()
    {
        byte[] bytes = Structure(280, (0, 1), (68, 37));

        Assert.Equal(TcpInfo.FromLinux(bytes), TcpInfo.FromLinux([.. bytes, 1, 2, 3, 4]));
    }

    [Fact]
    public void What_Windows_tells_is_read()
    {
        TcpInfo info = TcpInfo.FromWindows(Structure(
            88, (0, 4), (4, 1_460), (20, 1_500), (24, 1_200), (28, 2_000), (32, 14_600), (36, 65_535), (40, 131_072),
            (48, 10), (56, 20), (68, 30), (84, 2)))!.Value;

        Assert.Equal((TcpState.Established, 3, 10), (info.State, info.SynCount, info.CongestionWindow));
        Assert.Equal(TimeSpan.FromMicroseconds(1_500), info.RoundTripTime);
        Assert.Equal(TimeSpan.FromMicroseconds(1_200), info.MinimumRoundTripTime);
        Assert.Equal((1_460, 2), (info.SendMaximumSegmentSize, info.UnacknowledgedSegments));
        Assert.Equal((65_535, 131_072), (info.SendWindow, info.ReceiveWindow));
        Assert.Equal((10, 20, 30), (info.BytesSent, info.BytesReceived, info.BytesRetransmitted));
    }

    [Fact]
    public void What_macOS_tells_is_read()
    {
        byte[] bytes = Structure(
            112, (4, 7), (12, 230), (16, 1_448), (20, 28_960), (24, 14_480), (28, 65_535), (36, 131_072), (44, 12), (48, 3),
            (56, 5), (64, 50), (72, 60), (80, 7), (88, 80), (104, 1));
        (bytes[0], bytes[1], bytes[2]) = (4, 7, 6);

        TcpInfo info = TcpInfo.FromMacOS(bytes)!.Value;

        Assert.Equal(new NegotiatedOptions(1_448, 7, 6, true, true, false), info.NegotiatedOptions);
        Assert.Equal(TimeSpan.FromMilliseconds(12), info.RoundTripTime);
        Assert.Equal(TimeSpan.FromMilliseconds(3), info.RoundTripTimeVariance);
        Assert.Equal(TimeSpan.FromMilliseconds(230), info.RetransmissionTimeout);
        Assert.Equal((10, 20), (info.CongestionWindow, info.SlowStartThreshold));
        Assert.Equal((50, 80, 60), (info.BytesSent, info.BytesReceived, info.BytesRetransmitted));
        Assert.Equal((5, 7, 1), (info.SegmentsSent, info.SegmentsReceived, info.TotalRetransmissions));
    }

    private static void CheckThatLessIsKnown(byte[] tail, byte length)
    {
        byte[] bytes = new byte[280];
        tail.AsSpan(0, Math.Min(tail.Length, 279)).CopyTo(bytes.AsSpan(1));
        bytes[0] = 1;

        TcpInfo whole = TcpInfo.FromLinux(bytes)!.Value;
        TcpInfo cut = TcpInfo.FromLinux(bytes.AsSpan(0, Math.Max(1, (int)length)))!.Value;

        foreach (System.Reflection.PropertyInfo member in typeof(TcpInfo).GetProperties())
        {
            object? known = member.GetValue(cut);
            if (member.Name is not (nameof(TcpInfo.NegotiatedOptions) or nameof(TcpInfo.SynCount)))
                Assert.True(known is null || known.Equals(member.GetValue(whole)), member.Name);
        }
    }

    private static byte[] Structure(int size, params (int Offset, uint Value)[] members)
    {
        byte[] bytes = new byte[size];
        foreach ((int offset, uint value) in members)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
        return bytes;
    }
}

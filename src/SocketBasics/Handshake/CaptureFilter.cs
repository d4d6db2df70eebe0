using System.Buffers.Binary;
using System.Net;

namespace SocketBasics.Handshake;

/// <summary>
/// The kernel's part of a capture: nothing but the connection's segments, and ICMP errors about them, reaches this process.
/// </summary>
/// <remarks>Offsets count from the IP header, where a packet socket of type SOCK_DGRAM begins (packet(7)).</remarks>
internal sealed class CaptureFilter
{
    /// <summary>How many bytes of a packet are wanted: an error message with all headers of what it quotes.</summary>
    public const int BytesOfPacket = 512;

    // linux/filter.h: facts about the packet at impossible offsets, SKF_AD_OFF and on.
    private const uint EtherType = 0xFFFF_F000;
    private const uint PacketType = 0xFFFF_F000 + 4;
    private const uint HardwareType = 0xFFFF_F000 + 28;

    private const uint IPv4EtherType = 0x0800;
    private const uint IPv6EtherType = 0x86DD;
    private const uint LoopbackHardware = 772;
    private const uint Outgoing = 4;
    private const uint Tcp = 6;
    private const uint IcmpHeader = 8;
    private const uint IPv6Header = 40;

    private const string Accept = "accept";
    private const string Drop = "drop";

    private static readonly uint[] IPv6ExtensionHeaders = [0, 43, 44, 51, 60, 135];

    private readonly FilterProgram _program = new();
    private readonly CaptureTarget _target;
    private int _labels;

    private CaptureFilter(CaptureTarget target) => _target = target;

    /// <summary>Writes the program for a target.</summary>
    public static FilterProgram.Instruction[] Build(CaptureTarget target)
    {
        var filter = new CaptureFilter(target);
        filter.OncePerPacket();
        filter._program.Load(2, EtherType);
        filter._program.JumpIfEqual(IPv4EtherType, "IPv4", null);
        filter._program.JumpIfEqual(IPv6EtherType, "IPv6", Drop);
        filter._program.Label("IPv4");
        filter.IPv4();
        filter._program.Label("IPv6");
        filter.IPv6();
        filter._program.Label(Accept);
        filter._program.Return(BytesOfPacket);
        filter._program.Label(Drop);
        filter._program.Return(0);
        return filter._program.Build();
    }

    // What goes over the loopback interface is shown when it is sent and when it is received. The first one it is: it has
    // been queued here when the system call that sent it returns. On other interfaces the outgoing ones are the only ones.
    private void OncePerPacket()
    {
        _program.Load(4, HardwareType);
        _program.JumpIfEqual(LoopbackHardware, null, "once");
        _program.Load(4, PacketType);
        _program.JumpIfEqual(Outgoing, null, Drop);
        _program.Label("once");
    }

    private void IPv4()
    {
        if (!_target.WantsIPv4)
        {
            _program.Return(0);
            return;
        }

        _program.Load(2, 6);
        _program.JumpIfAny(0x1FFF, Drop, null);
        _program.Load(1, 9);
        _program.JumpIfEqual(Tcp, null, "ICMP");
        EitherWay(Drop, (fail, source, destination, sourcePort, destinationPort) =>
        {
            _program.LoadHeaderLength();
            Address(source, 12, false, fail);
            Address(destination, 16, false, fail);
            Ports(sourcePort, destinationPort, 0, true, fail);
        });

        _program.Label("ICMP");
        _program.JumpIfEqual(1, null, Drop);
        _program.LoadHeaderLength();
        _program.Load(1, IcmpHeader + 9, isIndexed: true);
        _program.JumpIfEqual(Tcp, null, Drop);
        EitherWay(Drop, (fail, source, destination, sourcePort, destinationPort) =>
        {
            _program.LoadHeaderLength();
            Address(source, IcmpHeader + 12, true, fail);
            Address(destination, IcmpHeader + 16, true, fail);
            _program.SkipQuotedHeader(IcmpHeader);
            Ports(sourcePort, destinationPort, 0, true, fail);
        });
    }

    // Extension headers are rare, and a program without loops cannot follow them: what has any is decided by the decoder.
    private void IPv6()
    {
        if (!_target.WantsIPv6)
        {
            _program.Return(0);
            return;
        }

        _program.Load(1, 6);
        Extensions();
        _program.JumpIfEqual(Tcp, null, "ICMPv6");
        EitherWay(Drop, (fail, source, destination, sourcePort, destinationPort) =>
        {
            Address(source, 8, false, fail);
            Address(destination, 24, false, fail);
            Ports(sourcePort, destinationPort, IPv6Header, false, fail);
        });

        _program.Label("ICMPv6");
        _program.JumpIfEqual(58, null, Drop);
        _program.Load(1, IPv6Header);
        _program.JumpIfAny(0x80, Drop, null);
        const uint Quoted = IPv6Header + IcmpHeader;
        _program.Load(1, Quoted + 6);
        Extensions();
        _program.JumpIfEqual(Tcp, null, Drop);
        EitherWay(Drop, (fail, source, destination, sourcePort, destinationPort) =>
        {
            Address(source, Quoted + 8, false, fail);
            Address(destination, Quoted + 24, false, fail);
            Ports(sourcePort, destinationPort, Quoted + IPv6Header, false, fail);
        });
    }

    private void Extensions()
    {
        foreach (uint header in IPv6ExtensionHeaders)
            _program.JumpIfEqual(header, Accept, null);
    }

    private delegate void Comparison(
        string fail, IPAddress? source, IPAddress? destination, int sourcePort, int destinationPort);

    private void EitherWay(string otherwise, Comparison compare)
    {
        string back = $"back{_labels++}";
        compare(back, _target.ClientAddress, _target.ServerAddress, _target.ClientPort, _target.Server.Port);
        _program.Label(back);
        compare(otherwise, _target.ServerAddress, _target.ClientAddress, _target.Server.Port, _target.ClientPort);
    }

    private void Address(IPAddress? address, uint offset, bool isIndexed, string fail)
    {
        byte[] bytes = address?.GetAddressBytes() ?? [];
        for (int i = 0; i < bytes.Length; i += 4)
        {
            _program.Load(4, offset + (uint)i, isIndexed);
            _program.JumpIfEqual(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(i)), null, fail);
        }
    }

    // The server's port is always known, so that the last comparison here is one of a port.
    private void Ports(int source, int destination, uint offset, bool isIndexed, string fail)
    {
        if (source != 0)
        {
            _program.Load(2, offset, isIndexed);
            _program.JumpIfEqual((uint)source, destination == 0 ? Accept : null, fail);
        }

        if (destination != 0)
        {
            _program.Load(2, offset + 2, isIndexed);
            _program.JumpIfEqual((uint)destination, Accept, fail);
        }
    }
}

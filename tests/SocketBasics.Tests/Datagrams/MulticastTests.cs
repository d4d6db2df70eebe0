using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Tests.Datagrams;

/// <summary>Groups in a network of the test's own: one link that both families route their groups to.</summary>
public sealed class MulticastTests
{
    private const string Link =
        """
        ip link set lo up
        ip link add v0 type veth peer name v1
        ip address add 10.9.0.1/24 dev v0
        ip address add fd09::1/64 dev v0 nodad
        sysctl -qw net.ipv6.conf.v1.disable_ipv6=1
        ip link set v0 up
        ip link set v1 up
        ip route add default dev v0
        """ + OwnThread.UntilIPv6IsReady;

    private static readonly DatagramSocketOptions Reuse = new() { ReuseAddress = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Groups => new()
    {
        { "IPv4", "239.9.9.9" },
        { "IPv6", "ff05::99" },
        { "dual-stack", "239.9.9.9" },
        { "dual-stack", "ff05::99" },
        { "dual-stack", "::ffff:239.9.9.9" },
    };

    // Seen to fail with: IP_MULTICAST_ALL and IPV6_MULTICAST_ALL left on, with which the socket that left hears the other's.
    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Groups))]
    public async Task Members_receive_until_they_leave(string family, string address)
    {
        var group = IPAddress.Parse(address);
        (DatagramSocket member, DatagramSocket other, DatagramSocket sender, int link) = OwnThread.InOwnNetwork(Link, () =>
        {
            DatagramSocket first = DatagramOptionTests.Bind(family, Reuse);
            return (first, DatagramSocket.Bind(first.LocalEndpoint, Reuse), DatagramOptionTests.Bind(family), IndexOf("v0"));
        });
        using (member)
        using (other)
        using (sender)
        {
            Endpoint destination = Endpoint.IP(group, member.LocalEndpoint.Port);
            member.JoinGroup(group, link);
            other.JoinGroup(group, link);
            await sender.SendToAsync(new byte[1], destination, Token);
            Assert.Equal(1, (await member.ReceiveFromAsync(new byte[8], Token)).Length);
            Assert.Equal(1, (await other.ReceiveFromAsync(new byte[8], Token)).Length);

            member.LeaveGroup(group, link);
            await sender.SendToAsync(new byte[2], destination, Token);
            Assert.Equal(2, (await other.ReceiveFromAsync(new byte[8], Token)).Length);
            member.JoinGroup(group);
            await sender.SendToAsync(new byte[3], destination, Token);
            Assert.Equal(3, (await member.ReceiveFromAsync(new byte[8], Token)).Length);
            Assert.Equal(3, (await other.ReceiveFromAsync(new byte[8], Token)).Length);
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Joining_twice_and_leaving_without_joining_are_told(string family, string address)
    {
        var group = IPAddress.Parse(address);
        (DatagramSocket socket, int link) = OwnThread.InOwnNetwork(Link, () => (DatagramOptionTests.Bind(family), IndexOf("v0")));
        using (socket)
        {
            var never = Assert.Throws<SocketOperationException>(() => socket.LeaveGroup(group, link));
            Assert.Equal(SocketError.AddressNotAvailable, never.SocketErrorCode);
            Assert.Equal(SocketOperation.Membership, never.Operation);
            Assert.StartsWith("the group was not joined", never.Cause, StringComparison.Ordinal);

            socket.JoinGroup(group, link);
            var twice = Assert.Throws<SocketOperationException>(() => socket.JoinGroup(group, link));
            Assert.Equal(SocketError.AddressAlreadyInUse, twice.SocketErrorCode);
            Assert.Equal("the group was joined before", twice.Cause);
            socket.LeaveGroup(group, link);
            socket.JoinGroup(group, link);
        }
    }

    [Theory]
    [InlineData("IPv4", "10.9.0.7", 0)]
    [InlineData("IPv6", "fd09::7", 0)]
    [InlineData("IPv4", "ff05::99", 0)]
    [InlineData("IPv6", "239.9.9.9", 0)]
    [InlineData("IPv4", "239.9.9.9", 4711)]
    [InlineData("IPv6", "ff05::99", 4711)]
    [InlineData("dual-stack", "239.9.9.9", int.MaxValue)]
    [InlineData("dual-stack", "ff05::99", int.MaxValue)]
    public void What_is_no_group_or_no_interface_is_told(string family, string address, int interfaceIndex)
    {
        using DatagramSocket socket = OwnThread.InOwnNetwork(Link, () => DatagramOptionTests.Bind(family));
        var exception = Assert.Throws<SocketOperationException>(() => socket.JoinGroup(IPAddress.Parse(address), interfaceIndex));
        Assert.Equal(SocketOperation.Membership, exception.Operation);
        Assert.Contains(interfaceIndex == 0 ? "group of the socket's family" : "no such interface", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_of_a_membership_are_checked()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.AnyV4(0));
        Assert.Throws<ArgumentNullException>(() => socket.JoinGroup(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.JoinGroup(IPAddress.Parse("239.1.1.1"), -1));
        Assert.Throws<ArgumentNullException>(() => socket.LeaveGroup(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.LeaveGroup(IPAddress.Parse("239.1.1.1"), -1));
    }

    // Seen to fail with: an option that is not set.
    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Groups))]
    public async Task Without_MulticastLoopback_members_on_this_machine_hear_nothing(string family, string address)
    {
        var group = IPAddress.Parse(address);
        (DatagramSocket member, DatagramSocket sender) = OwnThread.InOwnNetwork(Link, () =>
            (DatagramOptionTests.Bind(family), DatagramOptionTests.Bind(family)));
        using (member)
        using (sender)
        {
            member.JoinGroup(group);
            Endpoint destination = Endpoint.IP(group, member.LocalEndpoint.Port);
            sender.MulticastLoopback = false;
            await sender.SendToAsync(new byte[1], destination, Token);
            sender.MulticastLoopback = true;
            await sender.SendToAsync(new byte[2], destination, Token);
            Assert.Equal(2, (await member.ReceiveFromAsync(new byte[8], Token)).Length);
        }
    }

    // Seen to fail with: IPV6_MULTICAST_HOPS alone, which leaves the IPv4 packets of a dual-stack socket at 1.
    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Groups))]
    public async Task MulticastTimeToLive_is_what_the_packets_carry(string family, string address)
    {
        IPAddress group = IPAddress.Parse(address) is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : IPAddress.Parse(address);
        (HopReader receiver, DatagramSocket sender) = OwnThread.InOwnNetwork(Link, () =>
            (new HopReader(group.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, group, IndexOf("v0")),
                DatagramOptionTests.Bind(family)));
        using (receiver)
        using (sender)
        {
            Endpoint destination = Endpoint.IP(group, receiver.Port);
            sender.TimeToLive = 99;
            await sender.SendToAsync(new byte[1], destination, Token);
            Assert.Equal(1, receiver.Receive());
            sender.MulticastTimeToLive = 33;
            await sender.SendToAsync(new byte[1], destination, Token);
            Assert.Equal(33, receiver.Receive());
        }
    }

    /// <summary>The framework lists interfaces by /sys, which shows those of the process: the kernel is asked here.</summary>
    private static int IndexOf(string name) => (int)NativeIndex(System.Text.Encoding.ASCII.GetBytes(name + '\0'));

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "if_nametoindex")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static extern uint NativeIndex(byte[] name);
}

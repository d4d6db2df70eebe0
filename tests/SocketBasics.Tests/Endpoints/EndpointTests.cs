using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Tests.Endpoints;

public class EndpointTests
{

    [Fact]
    public void Default_is_no_endpoint()
    {
        Endpoint none = default;

        Assert.Equal(EndpointKind.Unspecified, none.Kind);
        Assert.Equal(AddressFamily.Unspecified, none.AddressFamily);
        Assert.False(none.IsIP || none.IsLocal || none.IsWildcard || none.IsLoopback);
        Assert.Null(none.Address);
        Assert.Null(none.Path);
        Assert.Equal(0, none.Port);
        Assert.True(none.LocalName.IsEmpty);
        Assert.NotEqual(Endpoint.Unnamed, none);
        Assert.NotEqual(Endpoint.Any(0), none);
    }

    [Fact]
    public void Any_differs_from_the_IPv6_wildcard()
    {
        Endpoint any = Endpoint.Any(80);

        Assert.NotEqual(Endpoint.AnyV6(80), any);
        Assert.NotEqual(Endpoint.AnyV4(80), any);
        Assert.Equal(EndpointKind.DualStack, any.Kind);
        Assert.Equal(AddressFamily.InterNetworkV6, any.AddressFamily);
        Assert.Equal(IPAddress.IPv6Any, any.Address);
        Assert.Equal(80, any.Port);
        Assert.True(any.IsIP);
        Assert.False(any.IsLocal);
    }

    [Fact]
    public void Only_the_three_wildcards_are_wildcards()
    {
        Assert.True(Endpoint.Any(1).IsWildcard);
        Assert.True(Endpoint.AnyV4(1).IsWildcard);
        Assert.True(Endpoint.AnyV6(1).IsWildcard);
        Assert.False(Endpoint.Loopback(0).IsWildcard);
        Assert.False(Endpoint.LoopbackV6(0).IsWildcard);
        Assert.False(Endpoint.Unnamed.IsWildcard);
        Assert.False(Endpoint.Abstract("").IsWildcard);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.255.255", true)]
    [InlineData("126.255.255.255", false)]
    [InlineData("128.0.0.0", false)]
    [InlineData("::1", true)]
    [InlineData("::2", false)]
    [InlineData("1::1", false)]
    [InlineData("::ffff:127.0.0.9", true)]
    public void Loopback_is_all_of_127_and_one_IPv6_address(string address, bool expected)
    {
        Assert.Equal(expected, Endpoint.IP(IPAddress.Parse(address), 80).IsLoopback);
    }

    [Fact]
    public void The_factories_make_the_addresses_they_are_named_for()
    {
        Assert.Equal(IPAddress.Any, Endpoint.AnyV4(1).Address);
        Assert.Equal(IPAddress.IPv6Any, Endpoint.AnyV6(1).Address);
        Assert.Equal(IPAddress.Loopback, Endpoint.Loopback(1).Address);
        Assert.Equal(IPAddress.IPv6Loopback, Endpoint.LoopbackV6(1).Address);
        Assert.True(Endpoint.Loopback(1).IsLoopback);
        Assert.True(Endpoint.LoopbackV6(1).IsLoopback);
        Assert.False(Endpoint.Any(1).IsLoopback);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_port_outside_0_to_65535_is_refused_everywhere(int port)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(port), () => Endpoint.Any(port));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(port), () => Endpoint.AnyV4(port));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(port), () => Endpoint.AnyV6(port));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(port), () => Endpoint.Loopback(port));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(port), () => Endpoint.LoopbackV6(port));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(port), () => Endpoint.IP(IPAddress.Loopback, port));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(port), () => Endpoint.Any(0).WithPort(port));
    }

    [Fact]
    public void An_IPv4_address_mapped_into_IPv6_becomes_IPv4()
    {
        Endpoint mapped = Endpoint.IP(IPAddress.Parse("::ffff:192.0.2.1"), 80);

        Assert.Equal(Endpoint.IP(IPAddress.Parse("192.0.2.1"), 80), mapped);
        Assert.Equal(EndpointKind.IPv4, mapped.Kind);
        Assert.Equal(0u, mapped.ScopeId);
    }

    [Fact]
    public void An_address_keeps_its_scope()
    {
        Endpoint endpoint = Endpoint.IP(new IPAddress(IPAddress.Parse("fe80::1").GetAddressBytes(), 0xFFFFFFFF), 80);

        Assert.Equal(0xFFFFFFFF, endpoint.ScopeId);
        Assert.Equal(0xFFFFFFFF, endpoint.Address!.ScopeId);
        Assert.Equal(IPAddress.Parse("fe80::1%4294967295"), endpoint.Address);
    }

    [Fact]
    public void A_null_address_is_refused()
    {
        Assert.Throws<ArgumentNullException>("address", () => Endpoint.IP(null!, 80));
    }

    [Fact]
    public void Local_has_its_path_as_bytes_and_as_text()
    {
        Endpoint endpoint = Endpoint.Local("/tmp/ä");

        Assert.Equal(EndpointKind.Local, endpoint.Kind);
        Assert.Equal(AddressFamily.Unix, endpoint.AddressFamily);
        Assert.True(endpoint.IsLocal);
        Assert.False(endpoint.IsIP);
        Assert.Equal("/tmp/ä", endpoint.Path);
        Assert.Equal("/tmp/ä"u8, endpoint.LocalName);
        Assert.Equal(Endpoint.Local("/tmp/ä"u8), endpoint);
        Assert.Null(endpoint.Address);
        Assert.Equal(0, endpoint.Port);
    }

    [Fact]
    public void A_path_that_is_not_UTF8_has_bytes_and_no_text()
    {
        Endpoint endpoint = Endpoint.Local([(byte)'/', 0xFF]);

        Assert.Null(endpoint.Path);
        Assert.Equal<byte>([(byte)'/', 0xFF], endpoint.LocalName);
    }

    [Fact]
    public void A_path_of_108_bytes_is_the_longest()
    {
        Assert.Equal(108, Endpoint.Local(new string('x', 108)).LocalName.Length);
        var exception = Assert.Throws<ArgumentException>("path", () => Endpoint.Local(new string('x', 109)));
        Assert.Contains("109", exception.Message, StringComparison.Ordinal);
        // Bytes count, not characters.
        Assert.Throws<ArgumentException>("path", () => Endpoint.Local(new string('ä', 55)));
    }

    [Fact]
    public void A_path_is_neither_empty_nor_holds_NUL()
    {
        Assert.Contains("empty", Assert.Throws<ArgumentException>("path", () => Endpoint.Local("")).Message,
            StringComparison.Ordinal);
        Assert.Contains("NUL", Assert.Throws<ArgumentException>("path", () => Endpoint.Local("/a\0b")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("path", () => Endpoint.Local("\0a"u8));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_and_not_replaced()
    {
        Assert.Throws<ArgumentException>("path", () => Endpoint.Local("/\uD800"));
        Assert.Throws<ArgumentException>("name", () => Endpoint.Abstract("\uDC00"));
    }

    [Fact]
    public void Null_names_are_refused()
    {
        Assert.Throws<ArgumentNullException>("path", () => Endpoint.Local((string)null!));
        Assert.Throws<ArgumentNullException>("name", () => Endpoint.Abstract((string)null!));
    }

    [Fact]
    public void An_abstract_name_is_any_bytes_up_to_107()
    {
        Assert.Equal(107, Endpoint.Abstract(new string('x', 107)).LocalName.Length);
        Assert.Throws<ArgumentException>("name", () => Endpoint.Abstract(new string('x', 108)));
        Assert.Equal<byte>([0, 0xFF, 0], Endpoint.Abstract([0, 0xFF, 0]).LocalName);
        Assert.Null(Endpoint.Abstract("name").Path);
    }

    [Fact]
    public void The_empty_abstract_name_differs_from_no_name()
    {
        Assert.NotEqual(Endpoint.Unnamed, Endpoint.Abstract(""));
        Assert.NotEqual(Endpoint.Abstract("\0"), Endpoint.Abstract(""));
        Assert.Equal(EndpointKind.Unnamed, Endpoint.Unnamed.Kind);
        Assert.True(Endpoint.Unnamed.IsLocal);
    }

    [Fact]
    public void A_name_is_copied()
    {
        byte[] bytes = [1, 2, 3];
        Endpoint endpoint = Endpoint.Abstract(bytes);

        bytes[0] = 9;

        Assert.Equal<byte>([1, 2, 3], endpoint.LocalName);
    }

    [Theory]
    [InlineData("*:1", "*:65535")]
    [InlineData("192.0.2.1:1", "192.0.2.1:65535")]
    [InlineData("[fe80::1%7]:1", "[fe80::1%7]:65535")]
    public void WithPort_changes_the_port_alone(string text, string expected)
    {
        Assert.Equal(Endpoint.Parse(expected), Endpoint.Parse(text).WithPort(65535));
    }

    [Theory]
    [InlineData("unspecified")]
    [InlineData("unix:/path")]
    [InlineData("unix:@name")]
    [InlineData("unix:")]
    public void WithPort_is_for_IP_alone(string text)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Endpoint.Parse(text).WithPort(1));
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Making_comparing_and_writing_IP_endpoints_allocates_nothing()
    {
        IPAddress address = IPAddress.Parse("2001:db8::1");
        byte[] bytes = new byte[Endpoint.MaxSize];
        Work();

        long before = GC.GetAllocatedBytesForCurrentThread();
        int equal = Work();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(100, equal);
        Assert.Equal(0, allocated);

        int Work()
        {
            int count = 0;
            for (int i = 0; i < 100; i++)
            {
                Endpoint endpoint = Endpoint.IP(address, i);
                int size = endpoint.Write(bytes);
                Endpoint copy = Endpoint.Read(bytes.AsSpan(0, size));
                if (copy == endpoint && copy.CompareTo(endpoint) == 0 && copy.GetHashCode() == endpoint.GetHashCode())
                    count++;
            }

            return count;
        }
    }
}

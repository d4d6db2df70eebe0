using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Tests.Endpoints;

public class EndpointConversionTests
{
    public static TheoryData<string> Texts { get; } =
    [
        "0.0.0.0:0", "192.0.2.1:80", "[::]:80", "[2001:db8::1]:65535", "[fe80::1%3]:80",
        "unix:/run/x.sock", "unix:\\xFF", "unix:@name", "unix:@", "unix:@\\x00\\xFF\\x00", "unix:",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_framework_gives_back_what_it_was_given(string text)
    {
        Endpoint endpoint = Endpoint.Parse(text);

        Assert.Equal(endpoint, Endpoint.FromEndPoint(endpoint.ToEndPoint()));
        Assert.Equal(endpoint, Endpoint.FromSocketAddress(endpoint.ToSocketAddress()));
        Assert.Equal(endpoint.AddressFamily, endpoint.ToEndPoint().AddressFamily);
        Assert.Equal(endpoint.AddressFamily, endpoint.ToSocketAddress().Family);
    }

    [Fact]
    public void A_path_of_108_bytes_survives_the_framework()
    {
        Endpoint endpoint = Endpoint.Local(new string('x', 108));

        Assert.Equal(endpoint, Endpoint.FromEndPoint(endpoint.ToEndPoint()));
        Assert.Equal(110, endpoint.ToSocketAddress().Size);
    }

    [Fact]
    public void IP_endpoints_are_those_of_the_framework()
    {
        IPEndPoint expected = IPEndPoint.Parse("[fe80::1%3]:80");

        Assert.Equal(expected, Endpoint.Parse("[fe80::1%3]:80").ToIPEndPoint());
        Assert.Equal(Endpoint.Parse("[fe80::1%3]:80"), Endpoint.FromIPEndPoint(expected));
        Assert.Equal(expected.Serialize(), Endpoint.FromIPEndPoint(expected).ToSocketAddress());
    }

    [Fact]
    public void Local_endpoints_are_those_of_the_framework()
    {
        Assert.Equal(new UnixDomainSocketEndPoint("/x"), Endpoint.Local("/x").ToUnixDomainSocketEndPoint());
        Assert.Equal(new UnixDomainSocketEndPoint("\0x"), Endpoint.Abstract("x").ToUnixDomainSocketEndPoint());
        Assert.Equal(Endpoint.Local("/x"),
            Endpoint.FromUnixDomainSocketEndPoint(new UnixDomainSocketEndPoint("/x")));
        Assert.Equal(Endpoint.Abstract("x\0"),
            Endpoint.FromUnixDomainSocketEndPoint(new UnixDomainSocketEndPoint("\0x\0")));
    }

    [Fact]
    public void The_wildcard_of_the_framework_is_not_dual_stack()
    {
        Assert.Equal(Endpoint.AnyV6(80), Endpoint.FromIPEndPoint(new IPEndPoint(IPAddress.IPv6Any, 80)));
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Any, 80), Endpoint.Any(80).ToEndPoint());
    }

    [Fact]
    public void A_mapped_address_becomes_IPv4()
    {
        var mapped = new IPEndPoint(IPAddress.Parse("192.0.2.1").MapToIPv6(), 80);

        Assert.Equal(Endpoint.Parse("192.0.2.1:80"), Endpoint.FromIPEndPoint(mapped));
        Assert.Equal(Endpoint.Parse("192.0.2.1:80"), Endpoint.FromSocketAddress(mapped.Serialize()));
    }

    [Fact]
    public void A_DnsEndPoint_is_no_endpoint_and_the_message_says_what_to_call()
    {
        var exception = Assert.Throws<ArgumentException>(
            "endPoint", () => Endpoint.FromEndPoint(new DnsEndPoint("example.com", 80)));

        Assert.Contains("ClientSocket.ConnectAsync(host, port)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoints_of_other_types_are_refused_by_name()
    {
        var exception = Assert.Throws<ArgumentException>(
            "endPoint", () => Endpoint.FromEndPoint(new StrangeEndPoint()));

        Assert.Contains(nameof(StrangeEndPoint), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>("endPoint", () => Endpoint.FromEndPoint(null!));
        Assert.Throws<ArgumentNullException>("endPoint", () => Endpoint.FromIPEndPoint(null!));
        Assert.Throws<ArgumentNullException>("endPoint", () => Endpoint.FromUnixDomainSocketEndPoint(null!));
        Assert.Throws<ArgumentNullException>("address", () => Endpoint.FromSocketAddress(null!));
    }

    [Fact]
    public void An_address_of_another_family_is_refused()
    {
        var address = new SocketAddress(AddressFamily.InterNetwork);
        address.Buffer.Span[OperatingSystem.IsMacOS() ? 1 : 0] = 0xFE;

        Assert.Throws<ArgumentException>(nameof(address), () => Endpoint.FromSocketAddress(address));
    }

    [Fact]
    public void An_endpoint_converts_to_its_own_sort_alone()
    {
        Assert.Throws<InvalidOperationException>(() => Endpoint.Local("/x").ToIPEndPoint());
        Assert.Throws<InvalidOperationException>(() => Endpoint.Any(80).ToUnixDomainSocketEndPoint());
        Assert.Throws<InvalidOperationException>(() => default(Endpoint).ToEndPoint());
        Assert.Throws<InvalidOperationException>(() => default(Endpoint).ToIPEndPoint());
        Assert.Throws<InvalidOperationException>(() => default(Endpoint).ToUnixDomainSocketEndPoint());
        Assert.Equal(2, default(Endpoint).ToSocketAddress().Size);
    }

    private sealed class StrangeEndPoint : EndPoint;
}

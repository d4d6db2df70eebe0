using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketBasics.Tests.Endpoints;

public class EndpointBytesTests
{
    [Theory]
    [InlineData("unspecified", "0000")]
    [InlineData("192.0.2.1:80", "0200 0050 C0000201 0000000000000000")]
    [InlineData("255.255.255.255:65535", "0200 FFFF FFFFFFFF 0000000000000000")]
    [InlineData("[2001:db8::1]:443", "0A00 01BB 00000000 20010DB8000000000000000000000001 00000000")]
    [InlineData("[fe80::1%258]:80", "0A00 0050 00000000 FE800000000000000000000000000001 02010000")]
    [InlineData("[::]:80", "0A00 0050 00000000 00000000000000000000000000000000 00000000")]
    [InlineData("unix:/a", "0100 2F61 00")]
    [InlineData("unix:@a", "0100 00 61")]
    [InlineData("unix:@", "0100 00")]
    [InlineData("unix:@\\x00\\xFF\\x00", "0100 00 00FF00")]
    [InlineData("unix:", "0100")]
    public void The_bytes_are_those_of_the_Linux_headers(string text, string hex)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && BitConverter.IsLittleEndian, "The bytes are those of Linux.");
        Endpoint endpoint = Endpoint.Parse(text);
        byte[] expected = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        byte[] bytes = Bytes(endpoint);

        Assert.Equal(expected, bytes);
        Assert.Equal(expected.Length, endpoint.Size);
        Assert.Equal(endpoint, Endpoint.Read(bytes));
        Assert.True(Endpoint.TryRead(bytes, out Endpoint read));
        Assert.Equal(endpoint, read);
    }

    [Fact]
    public void The_dual_stack_wildcard_is_written_as_in6addr_any_and_read_as_the_IPv6_wildcard()
    {
        byte[] bytes = Bytes(Endpoint.Any(80));

        Assert.Equal(Bytes(Endpoint.AnyV6(80)), bytes);
        Assert.Equal(Endpoint.AnyV6(80), Endpoint.Read(bytes));
    }

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("[::1]:0")]
    public void The_kernel_gives_back_the_IP_address_that_was_bound(string text)
    {
        Endpoint endpoint = Endpoint.Parse(text);
        Assert.SkipUnless(endpoint.Kind == EndpointKind.IPv4 || Socket.OSSupportsIPv6, "There is no IPv6 here.");
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        socket.Bind(endpoint.ToEndPoint());

        SocketAddress bound = socket.LocalEndPoint!.Serialize();
        Endpoint read = Endpoint.FromSocketAddress(bound);
        Assert.Equal(endpoint.WithPort(((IPEndPoint)socket.LocalEndPoint).Port), read);
        Assert.Equal(bound.Buffer[..bound.Size].ToArray(), Bytes(read));
    }

    [Fact]
    public void The_kernel_gives_back_the_path_that_was_bound()
    {
        using var folder = new TemporaryFolder();
        Endpoint endpoint = Endpoint.Local(Path.Combine(folder.Path, "s"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        socket.Bind(endpoint.ToEndPoint());

        SocketAddress bound = socket.LocalEndPoint!.Serialize();
        Assert.Equal(endpoint, Endpoint.FromSocketAddress(bound));
        Assert.Equal(bound.Buffer[..bound.Size].ToArray(), Bytes(endpoint));
    }

    [Theory]
    [InlineData("[::1]:0")]
    [InlineData("127.0.0.1:0")]
    [InlineData("unix:@socket-basics-tests\\x00\\xFF\\x00")]
    [InlineData("unix:@socket-basics-tests")]
    public void Linux_takes_and_gives_the_same_bytes(string text)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The bytes are those of Linux.");
        Endpoint endpoint = Endpoint.Parse(text);
        Assert.SkipUnless(endpoint.Kind != EndpointKind.IPv6 || Socket.OSSupportsIPv6, "There is no IPv6 here.");
        using var socket = new KernelSocket(endpoint.AddressFamily);

        Assert.Equal(0, socket.Bind(Bytes(endpoint)));
        byte[] name = socket.GetName();

        Endpoint read = Endpoint.Read(name);
        Assert.Equal(endpoint, endpoint.IsIP ? read.WithPort(0) : read);
        Assert.Equal(name, Bytes(read));
    }

    [Fact]
    public void Linux_reports_a_path_of_108_bytes_in_111_and_it_is_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The quirk is that of Linux.");
        using var folder = new TemporaryFolder();
        Endpoint endpoint = Endpoint.Local((folder.Path + "/").PadRight(108, 'x'));
        using var socket = new KernelSocket(AddressFamily.Unix);

        Assert.Equal(110, endpoint.Size);
        Assert.Equal(0, socket.Bind(Bytes(endpoint)));
        byte[] name = socket.GetName();

        Assert.Equal(111, name.Length);
        Assert.Equal(endpoint, Endpoint.Read(name));
    }

    [Fact]
    public void Linux_takes_a_path_that_is_not_UTF8()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other file systems know text alone.");
        using var folder = new TemporaryFolder();
        Endpoint endpoint = Endpoint.Local([.. Encoding.UTF8.GetBytes(folder.Path + "/"), 0xFF, 0xFE]);
        using var socket = new KernelSocket(AddressFamily.Unix);

        Assert.Equal(0, socket.Bind(Bytes(endpoint)));

        Assert.Equal(endpoint, Endpoint.Read(socket.GetName()));
        KernelSocket.Unlink(endpoint.LocalName);
    }

    [Fact]
    public void A_local_socket_is_unnamed_until_the_kernel_names_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Autobind is of Linux alone.");
        using var socket = new KernelSocket(AddressFamily.Unix);
        Assert.Equal(Endpoint.Unnamed, Endpoint.Read(socket.GetName()));

        Assert.Equal(0, socket.Bind(Bytes(Endpoint.Unnamed)));

        // unix(7): five hexadecimal digits.
        Endpoint named = Endpoint.Read(socket.GetName());
        Assert.Equal(EndpointKind.Abstract, named.Kind);
        Assert.Matches("^unix:@[0-9a-f]{5}$", named.ToString());
    }

    [Theory]
    [InlineData("unspecified")]
    [InlineData("192.0.2.1:80")]
    [InlineData("[2001:db8::1]:80")]
    [InlineData("*:80")]
    [InlineData("unix:/path")]
    [InlineData("unix:@name")]
    [InlineData("unix:")]
    public void A_buffer_that_is_too_small_stays_as_it_was(string text)
    {
        Endpoint endpoint = Endpoint.Parse(text);
        byte[] buffer = new byte[endpoint.Size + 3];
        Array.Fill(buffer, (byte)0xEE);

        for (int room = 0; room < endpoint.Size; room++)
        {
            Assert.False(endpoint.TryWrite(buffer.AsSpan(0, room), out int none));
            Assert.Equal(0, none);
            Assert.Throws<ArgumentException>("destination", () => endpoint.Write(buffer.AsSpan(0, room)));
        }

        Assert.All(buffer, value => Assert.Equal(0xEE, value));
        Assert.True(endpoint.TryWrite(buffer, out int written));
        Assert.Equal(endpoint.Size, written);
        Assert.All(buffer[written..], value => Assert.Equal(0xEE, value));
        Assert.Equal(endpoint.Size, endpoint.Write(buffer.AsSpan(0, endpoint.Size)));
    }

    [Theory]
    [InlineData("192.0.2.1:80")]
    [InlineData("[fe80::1%2]:80")]
    public void Bytes_after_an_IP_address_are_ignored(string text)
    {
        Endpoint endpoint = Endpoint.Parse(text);
        byte[] bytes = new byte[Endpoint.MaxSize];
        Array.Fill(bytes, (byte)0xEE);
        endpoint.Write(bytes);

        Assert.Equal(endpoint, Endpoint.Read(bytes));
    }

    [Fact]
    public void The_flow_label_is_ignored()
    {
        byte[] bytes = Bytes(Endpoint.LoopbackV6(80));
        bytes.AsSpan(4, 4).Fill(0xEE);

        Assert.Equal(Endpoint.LoopbackV6(80), Endpoint.Read(bytes));
    }

    [Fact]
    public void A_mapped_address_is_read_as_IPv4()
    {
        var mapped = new IPEndPoint(IPAddress.Parse("::ffff:192.0.2.1"), 80);
        SocketAddress address = mapped.Serialize();

        Assert.Equal(Endpoint.Parse("192.0.2.1:80"), Endpoint.Read(address.Buffer.Span[..address.Size]));
    }

    [Theory]
    [InlineData("192.0.2.1:80", 15, "16 bytes; here are 15")]
    [InlineData("192.0.2.1:80", 2, "16 bytes; here are 2")]
    [InlineData("[fe80::1]:80", 27, "28 bytes; here are 27")]
    [InlineData("[fe80::1]:80", 24, "28 bytes; here are 24")]
    [InlineData("unix:", 1, "2 bytes at least")]
    [InlineData("unix:", 0, "2 bytes at least")]
    public void Bytes_that_are_cut_short_are_refused(string text, int length, string expected)
    {
        byte[] bytes = Bytes(Endpoint.Parse(text))[..length];

        AssertUnreadable(bytes, expected);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(0xFE)]
    public void Other_families_are_refused(byte family)
    {
        byte[] bytes = new byte[Endpoint.MaxSize];
        bytes[OperatingSystem.IsMacOS() ? 1 : 0] = family;

        AssertUnreadable(bytes, "family " + family);
    }

    [Fact]
    public void Local_addresses_that_are_too_long_are_refused()
    {
        byte[] family = Bytes(Endpoint.Unnamed);

        AssertUnreadable([.. family, .. new byte[109]], "110 bytes at most");
        AssertUnreadable([.. family, .. Enumerable.Repeat((byte)'x', 109)], "110 bytes at most");
        AssertUnreadable([.. family, (byte)'x', .. new byte[109]], "110 bytes at most");
    }

    [Fact]
    public void A_path_ends_at_its_first_NUL_or_with_the_bytes()
    {
        byte[] family = Bytes(Endpoint.Unnamed);

        Assert.Equal(Endpoint.Local("/a"), Endpoint.Read([.. family, .. "/a"u8]));
        Assert.Equal(Endpoint.Local("/a"), Endpoint.Read([.. family, .. "/a\0"u8]));
        Assert.Equal(Endpoint.Local("/a"), Endpoint.Read([.. family, .. "/a\0junk"u8]));
        Assert.Equal(Endpoint.Local("/a"), Endpoint.Read([.. family, .. "/a"u8, .. new byte[106]]));
    }

    private static byte[] Bytes(Endpoint endpoint)
    {
        byte[] bytes = new byte[Endpoint.MaxSize];
        Array.Fill(bytes, (byte)0xEE);
        return bytes[..endpoint.Write(bytes)];
    }

    private static void AssertUnreadable(byte[] bytes, string expected)
    {
        Assert.False(Endpoint.TryRead(bytes, out Endpoint endpoint));
        Assert.Equal(default, endpoint);
        var exception = Assert.Throws<ArgumentException>("address", () => Endpoint.Read(bytes));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sb");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

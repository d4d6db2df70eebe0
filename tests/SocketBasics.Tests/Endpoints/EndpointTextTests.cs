using System.Globalization;
using System.Net;
using System.Text;

namespace SocketBasics.Tests.Endpoints;

public class EndpointTextTests
{
    public static TheoryData<string> Canonical { get; } =
    [
        "unspecified", "*:0", "*:80", "*:65535", "0.0.0.0:0", "1.2.3.4:80", "255.255.255.255:65535",
        "[::]:80", "[::1]:80", "[1::]:80", "[2001:db8::1]:80", "[1:2:3:4:5:6:7:8]:80", "[fe80::1%2]:80",
        "[fe80::1%4294967295]:80", "[::2%1]:0", "[::102:304]:1", "[1:0:2:3:4:5:6:7]:1", "[1:0:0:2::3]:1",
        "[1::2:0:0:3]:1", "[1::ffff:102:304]:80", "[::fffe:102:304]:80", "[64:ff9b::102:304]:1",
        "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%4294967295]:65535",
        "unix:", "unix:/run/x.sock", "unix:relative", "unix:@", "unix:@name", @"unix:\x40path", "unix:@@", "unix:/a@b",
        "unix: ", "unix:/a b", "unix:/ä/漢/😀", @"unix:/a\\b", @"unix:/\x0A\x1B[0m", @"unix:@\x00\x00",
        @"unix:/\xFF",
        @"unix:/\xE2\x80\xAE", @"unix:/\x3Cb\x3E\x26\x22\x27\x60", @"unix:/\xC2\xA0", @"unix:/\xE2\x80\xA8",
        @"unix:/\xEE\x80\x80", @"unix:/\xED\xA0\x80", @"unix:/\xF4\x8F\xBF\xBF", @"unix:/\xC2\x80", @"unix:/\x7F",
        @"unix:/\xC3", @"unix:/\xCD\xB8",
    ];

    [Theory]
    [MemberData(nameof(Canonical))]
    public void Canonical_text_is_printed_as_it_was_read(string text)
    {
        Endpoint endpoint = Endpoint.Parse(text);

        Assert.Equal(text, endpoint.ToString());
        Assert.Equal(text, $"{endpoint}");
        Assert.Equal(text, ((IFormattable)endpoint).ToString(null, CultureInfo.InvariantCulture));
        Assert.Equal(endpoint, Endpoint.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(endpoint, Endpoint.Parse(text.AsSpan()));
    }

    [Theory]
    [InlineData("[2001:DB8:0:0:0:0:0:1]:80", "[2001:db8::1]:80")]
    [InlineData("[2001:0db8:0000:0000:0000:0000:0000:0001]:80", "[2001:db8::1]:80")]
    [InlineData("[::1.2.3.4]:80", "[::102:304]:80")]
    [InlineData("[1:2:3:4:5:6:1.2.3.4]:80", "[1:2:3:4:5:6:102:304]:80")]
    [InlineData("[1:2:3:4:5:6:7::]:80", "[1:2:3:4:5:6:7:0]:80")]
    [InlineData("[::2:3:4:5:6:7:8]:80", "[0:2:3:4:5:6:7:8]:80")]
    [InlineData("[::ffff:1.2.3.4]:80", "1.2.3.4:80")]
    [InlineData("[::ffff:102:304]:80", "1.2.3.4:80")]
    [InlineData("[::ffff:1.2.3.4%2]:80", "1.2.3.4:80")]
    [InlineData("[fe80::1%0]:80", "[fe80::1]:80")]
    [InlineData("unix:<b>&'\"`", @"unix:\x3Cb\x3E\x26\x27\x22\x60")]
    [InlineData(@"unix:\x61\xc3\xA4", "unix:aä")]
    [InlineData(@"unix:@\x40", "unix:@@")]
    [InlineData(@"unix:\x5c", @"unix:\\")]
    [InlineData("unix:\u00A0\uE000", @"unix:\xC2\xA0\xEE\x80\x80")]
    public void Other_text_is_read_too(string text, string canonical)
    {
        Assert.Equal(canonical, Endpoint.Parse(text).ToString());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("1.2.3.4", "no port")]
    [InlineData("1.2.3.4:", "port")]
    [InlineData("1.2.3.4:+1", "port")]
    [InlineData("1.2.3.4:-1", "port")]
    [InlineData("1.2.3.4: 80", "port")]
    [InlineData("1.2.3.4:80 ", "port")]
    [InlineData("1.2.3.4:080", "port")]
    [InlineData("1.2.3.4:00", "port")]
    [InlineData("1.2.3.4:65536", "port")]
    [InlineData("1.2.3.4:4294967376", "port")]
    [InlineData("1.2.3.4:99999999999999999999", "port")]
    [InlineData("1.2.3.4:0x50", "port")]
    [InlineData("1.2.3.4:٨٠", "port")]
    [InlineData("*:", "port")]
    [InlineData("*", "no port")]
    [InlineData("[::1]", "no port")]
    [InlineData("[::1]80", "no port")]
    [InlineData("[::1]:65536", "port")]
    [InlineData("010.0.0.1:80", "IPv4")]
    [InlineData("0x7f.0.0.1:80", "host")]
    [InlineData("1:80", "IPv4")]
    [InlineData("1.2.3:80", "IPv4")]
    [InlineData("1.2.3.4.5:80", "IPv4")]
    [InlineData("1.2.3.256:80", "IPv4")]
    [InlineData("1..2.3:80", "IPv4")]
    [InlineData("1.2.3.:80", "IPv4")]
    [InlineData(".1.2.3:80", "IPv4")]
    [InlineData(":80", "IPv4")]
    [InlineData(" 1.2.3.4:80", "host")]
    [InlineData("example.com:80", "ClientSocket.ConnectAsync(host, port)")]
    [InlineData("localhost:80", "ClientSocket.ConnectAsync(host, port)")]
    [InlineData("UNIX:/x", "host")]
    [InlineData("**:80", "host")]
    [InlineData("::1:80", "brackets")]
    [InlineData("fe80::1", "brackets")]
    [InlineData("[::1:80", "bracket")]
    [InlineData("[]:80", "IPv6")]
    [InlineData("[*]:80", "IPv6")]
    [InlineData("[1.2.3.4]:80", "IPv6")]
    [InlineData("[:]:80", "IPv6")]
    [InlineData("[:::]:80", "IPv6")]
    [InlineData("[:1::]:80", "IPv6")]
    [InlineData("[1:]:80", "IPv6")]
    [InlineData("[::1:]:80", "IPv6")]
    [InlineData("[1::2::3]:80", "IPv6")]
    [InlineData("[1:2:3:4:5:6:7]:80", "IPv6")]
    [InlineData("[1:2:3:4:5:6:7:8:9]:80", "IPv6")]
    [InlineData("[1:2:3:4::5:6:7:8]:80", "IPv6")]
    [InlineData("[::12345]:80", "IPv6")]
    [InlineData("[::g]:80", "IPv6")]
    [InlineData("[::1/64]:80", "IPv6")]
    [InlineData("[[::1]]:80", "IPv6")]
    [InlineData("[::1]]:80", "IPv6")]
    [InlineData("[::0x1]:80", "IPv6")]
    [InlineData("[ ::1]:80", "IPv6")]
    [InlineData("[::010.0.0.1]:80", "IPv6")]
    [InlineData("[::1.2.3]:80", "IPv6")]
    [InlineData("[::1.2.3.4:5]:80", "IPv6")]
    [InlineData("[1:2:3:4:5:6:7:1.2.3.4]:80", "IPv6")]
    [InlineData("[::1%]:80", "zone")]
    [InlineData("[::1%00]:80", "zone")]
    [InlineData("[::1%01]:80", "zone")]
    [InlineData("[::1%4294967296]:80", "zone")]
    [InlineData("[::1%-1]:80", "zone")]
    [InlineData("[fe80::1%no-such-interface]:80", "zone")]
    [InlineData("[fe80::1%lo\0x]:80", "zone")]
    [InlineData("unix", "no port")]
    [InlineData("unspecified:80", "host")]
    [InlineData(@"unix:\", "backslash")]
    [InlineData(@"unix:\n", "backslash")]
    [InlineData(@"unix:\x", "backslash")]
    [InlineData(@"unix:\x0", "backslash")]
    [InlineData(@"unix:\x0g", "backslash")]
    [InlineData(@"unix:\X41", "backslash")]
    [InlineData(@"unix:/a\x00b", "NUL")]
    [InlineData("unix:/a\nb", "control")]
    [InlineData("unix:/a\u001bb", "control")]
    [InlineData("unix:/a\0b", "control")]
    [InlineData("unix:/a\u202Eb", "control")]
    [InlineData("unix:/a\u2028b", "control")]
    public void Anything_else_is_refused_and_the_message_says_why(string text, string expected)
    {
        Assert.False(Endpoint.TryParse(text, out Endpoint result));
        Assert.Equal(default, result);
        Assert.False(Endpoint.TryParse(text.AsSpan(), out _));
        Assert.False(Endpoint.TryParse(Encoding.UTF8.GetBytes(text), out _));
        var exception = Assert.Throws<FormatException>(() => Endpoint.Parse(text));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [Fact]
    public void The_message_shows_the_text_escaped_and_shortened()
    {
        Assert.StartsWith(@"'\x1B[31m\x0A\xED\xA0\x80' is not an endpoint: ",
            Assert.Throws<FormatException>(() => Endpoint.Parse("\u001b[31m\n\uD800")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(new string('x', 80).Insert(0, "'") + "...' is not an endpoint: ",
            Assert.Throws<FormatException>(() => Endpoint.Parse(new string('x', 1_000_000))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(new string('x', 79).Insert(0, "'") + "...' is not an endpoint: ",
            Assert.Throws<FormatException>(() => Endpoint.Parse(new string('x', 79) + "😀")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(new string('x', 78).Insert(0, "'") + "...' is not an endpoint: ",
            Assert.Throws<FormatException>(
                () => Endpoint.Parse(Encoding.UTF8.GetBytes(new string('x', 78) + "😀"))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(@"'\xFF' is not an endpoint: ",
            Assert.Throws<FormatException>(() => Endpoint.Parse([0xFF])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        foreach (string text in new[] { "unix:\uD800", "unix:\uDC00x", "unix:\uDC00\uD800" })
        {
            Assert.False(Endpoint.TryParse(text, out _));
            Assert.Contains("surrogate", Assert.Throws<FormatException>(() => Endpoint.Parse(text)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        Assert.False(Endpoint.TryParse([.. "unix:/"u8, 0xFF], out _));
        Assert.False(Endpoint.TryParse([.. "unix:/"u8, 0xC3], out _));
        Assert.False(Endpoint.TryParse([.. "unix:/"u8, 0xED, 0xA0, 0x80], out _));
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>("s", () => Endpoint.Parse((string)null!));
        Assert.False(Endpoint.TryParse((string?)null, out _));
    }

    [Fact]
    public void Names_may_use_all_their_bytes_in_text_too()
    {
        Assert.Equal(108, Endpoint.Parse("unix:" + new string('x', 108)).LocalName.Length);
        Assert.Equal(107, Endpoint.Parse("unix:@" + new string('x', 107)).LocalName.Length);
        Assert.False(Endpoint.TryParse("unix:" + new string('x', 109), out _));
        Assert.False(Endpoint.TryParse("unix:@" + new string('x', 108), out _));
        byte[] worst = [.. Enumerable.Repeat((byte)0xFF, 108)];
        Assert.Equal(Endpoint.Local(worst), Endpoint.Parse(Endpoint.Local(worst).ToString()));
        Assert.Equal(5 + 4 * 108, Endpoint.Local(worst).ToString().Length);
    }

    [Fact]
    public void A_zone_may_be_the_name_of_an_interface()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loopback interface has this name and number on Linux.");

        Assert.Equal("[fe80::1%1]:80", Endpoint.Parse("[fe80::1%lo]:80").ToString());
        Assert.Equal(1u, Endpoint.Parse("[fe80::1%lo]:80"u8).ScopeId);
    }

    [Theory]
    [MemberData(nameof(Canonical))]
    public void Text_is_written_whole_or_not_at_all(string text)
    {
        Endpoint endpoint = Endpoint.Parse(text);
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        char[] chars = new char[text.Length + 2];
        byte[] bytes = new byte[utf8.Length + 2];

        for (int room = 0; room < text.Length; room++)
        {
            Assert.False(endpoint.TryFormat(chars.AsSpan(0, room), out int none));
            Assert.Equal(0, none);
        }

        for (int room = 0; room < utf8.Length; room++)
        {
            Assert.False(endpoint.TryFormat(bytes.AsSpan(0, room), out int none));
            Assert.Equal(0, none);
        }

        Assert.All(chars, value => Assert.Equal('\0', value));
        Assert.All(bytes, value => Assert.Equal(0, value));
        Assert.True(endpoint.TryFormat(chars, out int charsWritten));
        Assert.Equal(text, new string(chars, 0, charsWritten));
        Assert.True(endpoint.TryFormat(bytes, out int bytesWritten));
        Assert.Equal(utf8, bytes[..bytesWritten]);
        Assert.True(endpoint.TryFormat(chars.AsSpan(0, text.Length), out _));
        Assert.True(endpoint.TryFormat(bytes.AsSpan(0, utf8.Length), out _));
    }

    [Fact]
    public void Neither_culture_nor_format_changes_the_text()
    {
        var culture = new CultureInfo("ar-SA");
        culture.NumberFormat.NativeDigits = ["٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"];

        Assert.Equal("1.2.3.4:80", ((IFormattable)Endpoint.Parse("1.2.3.4:80")).ToString("X", culture));
        Assert.Equal("1.2.3.4:80", string.Create(culture, $"{Endpoint.Parse("1.2.3.4:80"):X}"));
    }

    [Fact]
    public void Generic_code_parses_and_formats_endpoints()
    {
        Assert.Equal(Endpoint.Any(80), Parse<Endpoint>("*:80"));
        Assert.Equal(IPAddress.Loopback, Parse<Endpoint>("127.0.0.1:80").Address);

        static T Parse<T>(string text) where T : ISpanParsable<T>, IUtf8SpanParsable<T> =>
            T.TryParse(Encoding.UTF8.GetBytes(text), null, out T? result) ? result : T.Parse(text, null);
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;

namespace SocketBasics;

public readonly partial struct Endpoint
{
    // More than every legal text, and little enough for the stack.
    private const int MaxInputLength = 512;
    private const int MaxShownLength = 80;

    /// <summary>Makes an endpoint of its text.</summary>
    /// <param name="s">The text; see the remarks for the grammar.</param>
    /// <returns>The endpoint.</returns>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>text</term><description>endpoint</description></listheader>
    /// <item><term><c>*:80</c></term><description>the dual-stack wildcard, <see cref="Any(int)"/></description></item>
    /// <item><term><c>192.0.2.1:80</c></term><description>IPv4: four decimal numbers, 0 to 255, without leading zeros;
    /// neither fewer numbers nor octal nor hexadecimal ones, which inet_aton(3) and the
    /// framework take</description></item>
    /// <item><term><c>[2001:db8::1]:80</c></term><description>IPv6: what inet_pton(3) takes, in brackets; the last 32
    /// bits may be an IPv4 address</description></item>
    /// <item><term><c>[fe80::1%2]:80</c></term><description>IPv6 with its zone, the scope, as a number, 0 to
    /// 4294967295</description></item>
    /// <item><term><c>[fe80::1%eth0]:80</c></term><description>the same, by the name of an interface of this machine;
    /// the endpoint keeps its number (if_nametoindex(3)). A name of digits alone is a number</description></item>
    /// <item><term><c>unix:/path</c></term><description>local, by path; the slash is not needed</description></item>
    /// <item><term><c>unix:@name</c></term><description>local, by abstract name</description></item>
    /// <item><term><c>unix:</c></term><description>local, unnamed</description></item>
    /// <item><term><c>unspecified</c></term><description><c>default</c></description></item>
    /// </list>
    /// <para>
    /// Ports are decimal, 0 to 65535, without leading zeros, and never missing. In paths and names <c>\\</c> is a
    /// backslash and <c>\xNN</c> the byte with these two hexadecimal digits; a backslash has no other use. Control and
    /// format characters and bytes that are not valid UTF-8 are written so and no other way; every other character may
    /// stand for itself. A path that begins with <c>@</c> begins with <c>\x40</c> in text. Nothing may stand before or
    /// after an endpoint, no white space either, and letters are as written here, except hexadecimal digits, which may
    /// be upper or lower case.
    /// </para>
    /// <para>Host names are not endpoints; connecting to one is <c>ClientSocket.ConnectAsync(host, port)</c>.</para>
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="s"/> is <see langword="null"/>.</exception>
    /// <exception cref="FormatException">
    /// <paramref name="s"/> is not an endpoint, or names an interface that this machine does not have; the message says
    /// what is wrong.
    /// </exception>
    public static Endpoint Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan());
    }

    /// <summary><inheritdoc cref="Parse(string)" path="/summary/node()"/></summary>
    /// <param name="s">The text; <see cref="Parse(string)"/> has the grammar.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="FormatException">
    /// <paramref name="s"/> is not an endpoint, or names an interface that this machine does not have; the message says
    /// what is wrong.
    /// </exception>
    public static Endpoint Parse(ReadOnlySpan<char> s)
    {
        string? wrong = ParseOrSayWhyNot(s, out Endpoint endpoint);
        return wrong is null ? endpoint : throw NotAnEndpoint(Shorten(s), wrong);
    }

    /// <summary>Makes an endpoint of its text in UTF-8.</summary>
    /// <param name="utf8Text">The text; <see cref="Parse(string)"/> has the grammar.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="FormatException">
    /// <paramref name="utf8Text"/> is not an endpoint, or names an interface that this machine does not have; the
    /// message says what is wrong.
    /// </exception>
    public static Endpoint Parse(ReadOnlySpan<byte> utf8Text)
    {
        string? wrong = ParseOrSayWhyNot(utf8Text, out Endpoint endpoint);
        return wrong is null ? endpoint : throw NotAnEndpoint(Shorten(utf8Text), wrong);
    }

    /// <summary>Makes an endpoint of its text, if it is one.</summary>
    /// <param name="s">The text; <see cref="Parse(string)"/> has the grammar.</param>
    /// <param name="result">The endpoint, or <c>default</c> if the text is none.</param>
    /// <returns>
    /// Whether the text is an endpoint. The text <c>unspecified</c> is one: <see langword="true"/>, and <c>default</c>.
    /// </returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out Endpoint result)
    {
        result = default;
        return s is not null && ParseOrSayWhyNot(s, out result) is null;
    }

    /// <summary>Makes an endpoint of its text, if it is one.</summary>
    /// <param name="s">The text; <see cref="Parse(string)"/> has the grammar.</param>
    /// <param name="result">The endpoint, or <c>default</c> if the text is none.</param>
    /// <returns>
    /// Whether the text is an endpoint. The text <c>unspecified</c> is one: <see langword="true"/>, and <c>default</c>.
    /// </returns>
    public static bool TryParse(ReadOnlySpan<char> s, out Endpoint result) => ParseOrSayWhyNot(s, out result) is null;

    /// <summary>Makes an endpoint of its text in UTF-8, if it is one.</summary>
    /// <param name="utf8Text">The text in UTF-8; <see cref="Parse(string)"/> has the grammar.</param>
    /// <param name="result">The endpoint, or <c>default</c> if the text is none.</param>
    /// <returns>
    /// Whether the text is an endpoint. The text <c>unspecified</c> is one: <see langword="true"/>, and <c>default</c>.
    /// </returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out Endpoint result) =>
        ParseOrSayWhyNot(utf8Text, out result) is null;

    // The interfaces pass a provider; nothing in an endpoint depends on a culture, and a public overload that takes one
    // would have CA1305 ask for it at every call.
    static Endpoint IParsable<Endpoint>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static Endpoint ISpanParsable<Endpoint>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    static Endpoint IUtf8SpanParsable<Endpoint>.Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) =>
        Parse(utf8Text);

    static bool IParsable<Endpoint>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, out Endpoint result) => TryParse(s, out result);

    static bool ISpanParsable<Endpoint>.TryParse(
        ReadOnlySpan<char> s, IFormatProvider? provider, out Endpoint result) => TryParse(s, out result);

    static bool IUtf8SpanParsable<Endpoint>.TryParse(
        ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out Endpoint result) => TryParse(utf8Text, out result);

    private static string? ParseOrSayWhyNot(ReadOnlySpan<char> text, out Endpoint endpoint)
    {
        Span<byte> utf8 = stackalloc byte[MaxInputLength];
        OperationStatus status = Utf8.FromUtf16(text, utf8, out _, out int length, replaceInvalidSequences: false);
        if (status == OperationStatus.Done) return ParseOrSayWhyNot(utf8[..length], out endpoint);

        endpoint = default;
        return status == OperationStatus.DestinationTooSmall
            ? TooLong
            : "it is not valid Unicode, it holds half a surrogate pair";
    }

    private static FormatException NotAnEndpoint(string shown, string wrong) =>
        new($"'{shown}' is not an endpoint: {wrong}.");

    private static string Shorten(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxShownLength) return PrintableText.Escape(text.ToString());
        int end = char.IsHighSurrogate(text[MaxShownLength - 1]) ? MaxShownLength - 1 : MaxShownLength;
        return PrintableText.Escape(text[..end].ToString()) + "...";
    }

    private static string Shorten(ReadOnlySpan<byte> text)
    {
        if (text.Length <= MaxShownLength) return PrintableText.Escape(text);
        int end = MaxShownLength;
        // Not in the middle of a character, which has at most three bytes after its first.
        while (end > MaxShownLength - 4 && (text[end] & 0xC0) == 0x80) end--;
        return PrintableText.Escape(text[..end]) + "...";
    }
}

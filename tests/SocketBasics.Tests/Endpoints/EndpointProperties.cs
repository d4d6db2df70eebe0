using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using static SocketBasics.Tests.Endpoints.EndpointGenerators;

namespace SocketBasics.Tests.Endpoints;

public class EndpointProperties
{
    private const string Markup = "<>&\"'`";

    // Seen to fail with: the message showing the text unescaped.
    [Fact]
    public void Random_text_is_an_endpoint_or_a_FormatException() => Holds(RandomTexts, ParsesOrIsRefused);

    // Seen to fail with: no check for the ':' after ']', so that slicing threw.
    [Fact]
    public void Damaged_text_is_an_endpoint_or_a_FormatException() => Holds(MutatedTexts, ParsesOrIsRefused);

    // Seen to fail with: 24 bytes taken for a sockaddr_in6, so that reading the scope threw.
    [Fact]
    public void Random_bytes_are_an_endpoint_or_an_ArgumentException() => Holds(RandomBytes, ReadsOrIsRefused);

    // Seen to fail with: a path read to the end of the bytes and not to its first NUL.
    [Fact]
    public void Damaged_bytes_are_an_endpoint_or_an_ArgumentException() => Holds(MutatedBytes, ReadsOrIsRefused);

    // Seen to fail with: the message showing the UTF-8 text unescaped.
    [Fact]
    public void Random_bytes_are_an_endpoint_in_UTF8_or_a_FormatException() => Holds(RandomBytes, bytes =>
    {
        bool parses = Endpoint.TryParse(bytes, out Endpoint tried);
        try
        {
            return Endpoint.Parse(bytes) == tried && parses;
        }
        catch (FormatException exception)
        {
            return !parses && IsPrintable(exception.Message, allowed: "'");
        }
    });

    // Seen to fail with: a path that begins with '@' printed as it is.
    [Fact]
    public void Every_endpoint_is_read_back_from_its_text() =>
        Holds(AllEndpoints, endpoint => Endpoint.Parse(endpoint.ToString()) == endpoint);

    // Seen to fail with: the UTF-8 written as Latin-1.
    [Fact]
    public void Every_endpoint_is_read_back_from_its_text_in_UTF8() => Holds(AllEndpoints, endpoint =>
    {
        byte[] buffer = new byte[1000];
        return endpoint.TryFormat(buffer, out int length)
            && Encoding.UTF8.GetString(buffer, 0, length) == endpoint.ToString()
            && Endpoint.Parse(buffer.AsSpan(0, length)) == endpoint;
    });

    // Seen to fail with: the scope written in network byte order.
    [Fact]
    public void Every_endpoint_but_the_dual_stack_wildcard_is_read_back_from_its_bytes() => Holds(
        AllEndpoints,
        endpoint => Endpoint.Read(WriteBytes(endpoint))
            == (endpoint.Kind == EndpointKind.DualStack ? Endpoint.AnyV6(endpoint.Port) : endpoint));

    // Seen to fail with: the name passed to the framework as text.
    [Fact]
    public void Every_endpoint_but_the_dual_stack_wildcard_is_read_back_from_the_framework() => Holds(
        AllEndpoints.Where(endpoint => endpoint.Kind is not (EndpointKind.DualStack or EndpointKind.Unspecified)),
        endpoint => Endpoint.FromEndPoint(endpoint.ToEndPoint()) == endpoint);

    // Seen to fail with: a backslash printed once.
    [Fact]
    public void Text_that_was_printed_is_printed_again_after_reading() => Holds(AnyTexts, text =>
    {
        if (!Endpoint.TryParse(text, out Endpoint endpoint)) return true;
        string canonical = endpoint.ToString();
        return Endpoint.Parse(canonical) == endpoint && Endpoint.Parse(canonical).ToString() == canonical;
    });

    // Seen to fail with: format characters, such as U+202E, printed as they are.
    [Fact]
    public void Every_text_is_one_line_that_deceives_nobody() =>
        Holds(AllEndpoints, endpoint => IsPrintable(endpoint.ToString()));

    // Seen to fail with: a third ':' printed after '::'.
    [Fact]
    public void The_framework_reads_the_same_address_from_the_text_of_an_IP_endpoint() => Holds(
        AllEndpoints.Where(endpoint => endpoint.Kind is EndpointKind.IPv4 or EndpointKind.IPv6),
        endpoint => IPEndPoint.Parse(endpoint.ToString()).Equals(endpoint.ToIPEndPoint()));

    // Seen to fail with: a second '::' accepted.
    [Fact]
    public void The_framework_agrees_on_what_an_IPv6_address_is() => Holds(AlmostIPv6, text =>
    {
        bool parses = Endpoint.TryParse($"[{text}]:1", out Endpoint endpoint);
        bool frameworkParses = IPAddress.TryParse(text, out IPAddress? address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
        return parses
            ? frameworkParses && endpoint == Endpoint.IP(address!, 1)
            : !frameworkParses || HasLooseTail(text);
    });

    // Seen to fail with: an order that leaves out the scope.
    [Fact]
    public void The_order_is_total_and_agrees_with_equality_and_hash_code() => Holds(
        NeighborEndpoints.Three(),
        triple =>
        {
            (Endpoint a, Endpoint b, Endpoint c) = triple;
            int sign = Math.Sign(a.CompareTo(b));
            return sign == -Math.Sign(b.CompareTo(a))
                && (sign == 0) == (a == b)
                && (a != b || a.GetHashCode() == b.GetHashCode())
                && (a > b || b > c || a <= c)
                && (a == b) == (a.ToString() == b.ToString())
                && (sign < 0) == (a < b) && (sign > 0) == (a > b);
        });

    private static bool ParsesOrIsRefused(string text)
    {
        bool parses = Endpoint.TryParse(text, out Endpoint tried);
        try
        {
            Endpoint endpoint = Endpoint.Parse(text);
            return parses && endpoint == tried && endpoint == Endpoint.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (FormatException exception)
        {
            return !parses && tried == default && IsPrintable(exception.Message, allowed: "'");
        }
    }

    private static bool ReadsOrIsRefused(byte[] bytes)
    {
        bool reads = Endpoint.TryRead(bytes, out Endpoint tried);
        try
        {
            Endpoint endpoint = Endpoint.Read(bytes);
            return reads && endpoint == tried && Endpoint.Read(WriteBytes(endpoint)) == endpoint;
        }
        catch (ArgumentException)
        {
            return !reads && tried == default;
        }
    }

    private static bool IsPrintable(string text, string allowed = "")
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isAllowed = Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned)
                && (rune.Value == ' ' || Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpaceSeparator)
                && !Markup.Except(allowed).Contains((char)rune.Value);
            if (!isAllowed) return false;
        }

        return true;
    }

    // The framework takes octal and shorter numbers for the last 32 bits; ours does not.
    private static bool HasLooseTail(string text) =>
        text.Contains('.', StringComparison.Ordinal)
        && !Endpoint.TryParse(text[(text.LastIndexOf(':') + 1)..] + ":1", out _);

    private static void Holds<T>(Gen<T> generator, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(generator.ToArbitrary(), property));
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SocketBasics;

// The grammar of Parse, over UTF-8. A method returns what is wrong with the text, or null if nothing is.
public readonly partial struct Endpoint
{
    private const string TooLong = "it is longer than every endpoint";
    private const string BadPort = "its port is not a decimal number from 0 to 65535 without leading zeros";
    private const string NoPort = "it has no port, such as ':80' at its end";

    private static string? ParseOrSayWhyNot(ReadOnlySpan<byte> text, out Endpoint endpoint)
    {
        endpoint = default;
        if (text.IsEmpty) return "it is empty";
        if (text.Length > MaxInputLength) return TooLong;
        if (text.SequenceEqual("unspecified"u8)) return null;
        if (text.StartsWith("unix:"u8)) return ParseLocal(text["unix:"u8.Length..], out endpoint);
        if (text[0] == '[') return ParseBrackets(text, out endpoint);

        int colon = text.LastIndexOf((byte)':');
        if (colon < 0) return NoPort;
        ReadOnlySpan<byte> host = text[..colon];
        bool hasPort = TryParsePort(text[(colon + 1)..], out ushort port);

        if (host.SequenceEqual("*"u8))
        {
            if (!hasPort) return BadPort;
            endpoint = Any(port);
            return null;
        }

        if (!TryParseIPv4(host, out uint address))
        {
            return host.Contains((byte)':') ? "an IPv6 address stands in brackets, such as [::1]:80"
                : host.ContainsAnyExceptInRange((byte)'.', (byte)'9')
                ? "it has no '*', IP address or 'unix:' in front; ClientSocket.ConnectAsync(host, port) takes names"
                : "its IPv4 address is not four decimal numbers from 0 to 255 without leading zeros";
        }

        if (!hasPort) return BadPort;
        endpoint = FromIPv4(address, port);
        return null;
    }

    private static string? ParseBrackets(ReadOnlySpan<byte> text, out Endpoint endpoint)
    {
        endpoint = default;
        // The last one, because the name of an interface may hold brackets.
        int close = text.LastIndexOf((byte)']');
        if (close < 0) return "its bracket is not closed";
        ReadOnlySpan<byte> afterBracket = text[(close + 1)..];
        if (afterBracket is not [(byte)':', ..]) return NoPort;
        if (!TryParsePort(afterBracket[1..], out ushort port)) return BadPort;

        ReadOnlySpan<byte> literal = text[1..close];
        int percent = literal.IndexOf((byte)'%');
        Span<byte> address = stackalloc byte[16];
        if (!TryParseIPv6(percent < 0 ? literal : literal[..percent], address))
            return "its IPv6 address is malformed";

        uint scope = 0;
        if (percent >= 0)
        {
            string? wrong = ParseZone(literal[(percent + 1)..], out scope);
            if (wrong is not null) return wrong;
        }

        endpoint = FromIPv6(address, scope, port);
        return null;
    }

    private static string? ParseZone(ReadOnlySpan<byte> zone, out uint scope)
    {
        scope = 0;
        if (zone.IsEmpty) return "its zone, after '%', is empty";
        if (zone.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return TryGetInterfaceIndex(zone, out scope) ? null : "its zone, after '%', is no interface here";
        return TryParseDecimal(zone, uint.MaxValue, out scope)
            ? null
            : "its zone, after '%', is not a decimal number from 0 to 4294967295 without leading zeros";
    }

    private static string? ParseLocal(ReadOnlySpan<byte> text, out Endpoint endpoint)
    {
        endpoint = default;
        if (text.IsEmpty)
        {
            endpoint = Unnamed;
            return null;
        }

        bool isAbstract = text[0] == '@';
        if (isAbstract) text = text[1..];
        Span<byte> buffer = stackalloc byte[MaxInputLength]; // unescaping never makes it longer
        string? wrong = Unescape(text, buffer, out int length);
        if (wrong is not null) return wrong;

        ReadOnlySpan<byte> name = buffer[..length];
        if (length > (isAbstract ? MaxAbstractName : MaxLocalPath))
            return isAbstract ? "its abstract name is longer than 107 bytes" : "its path is longer than 108 bytes";
        if (!isAbstract && name.Contains((byte)0)) return "its path holds a NUL";
        endpoint = new Endpoint(isAbstract ? EndpointKind.Abstract : EndpointKind.Local, name.ToArray());
        return null;
    }

    private static string? Unescape(ReadOnlySpan<byte> text, Span<byte> destination, out int length)
    {
        length = 0;
        while (!text.IsEmpty)
        {
            int consumed;
            if (text is [(byte)'\\', (byte)'\\', ..])
            {
                destination[length++] = (byte)'\\';
                consumed = 2;
            }
            else if (text is [(byte)'\\', (byte)'x', var upper, var lower, ..]
                && TryParseHexDigit(upper, out int high) && TryParseHexDigit(lower, out int low))
            {
                destination[length++] = (byte)(high << 4 | low);
                consumed = 4;
            }
            else if (text[0] == '\\')
            {
                return @"a backslash in it is followed by neither '\' nor 'x' and two hexadecimal digits";
            }
            else if (Rune.DecodeFromUtf8(text, out Rune rune, out consumed) != OperationStatus.Done)
            {
                return @"it is not valid UTF-8; such bytes are written as \xNN";
            }
            else if (PrintableText.IsDeceptive(rune))
            {
                return @"control and format characters in it are written as \xNN";
            }
            else
            {
                text[..consumed].CopyTo(destination[length..]);
                length += consumed;
            }

            text = text[consumed..];
        }

        return null;
    }

    private static bool TryParsePort(ReadOnlySpan<byte> text, out ushort port)
    {
        bool isPort = TryParseDecimal(text, ushort.MaxValue, out uint number);
        port = (ushort)number;
        return isPort;
    }

    private static bool TryParseIPv4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        for (int i = 0; i < 4; i++)
        {
            int end = i < 3 ? text.IndexOf((byte)'.') : text.Length;
            if (end < 0 || !TryParseDecimal(text[..end], byte.MaxValue, out uint number)) return false;
            address = address << 8 | number;
            if (i < 3) text = text[(end + 1)..];
        }

        return true;
    }

    // RFC 4291, section 2.2, as inet_pton(3) reads it: "::" stands for one group or more.
    private static bool TryParseIPv6(ReadOnlySpan<byte> text, Span<byte> address)
    {
        int length = 0;
        int gap = -1;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)':');
            ReadOnlySpan<byte> group = end < 0 ? text : text[..end];
            if (end < 0 && group.Contains((byte)'.'))
            {
                if (length > 12 || !TryParseIPv4(group, out uint tail)) return false;
                BinaryPrimitives.WriteUInt32BigEndian(address[length..], tail);
                length += 4;
                break;
            }

            if (length > 14 || !TryParseGroup(group, address[length..])) return false;
            length += 2;
            if (end < 0) break;

            text = text[(end + 1)..];
            if (text.IsEmpty) return false;
            if (text[0] != ':') continue;
            if (gap >= 0) return false;
            gap = length;
            text = text[1..];
        }

        if (gap < 0) return length == 16;
        if (length > 14) return false;
        address[gap..length].CopyTo(address[(16 - (length - gap))..]);
        address[gap..(16 - (length - gap))].Clear();
        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        if (text.Length is 0 or > 4) return false;
        int number = 0;
        foreach (byte digit in text)
        {
            if (!TryParseHexDigit(digit, out int value)) return false;
            number = number << 4 | value;
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)number);
        return true;
    }

    private static bool TryParseHexDigit(byte digit, out int value)
    {
        value = digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
            _ => -1,
        };
        return value >= 0;
    }

    private static bool TryParseDecimal(ReadOnlySpan<byte> text, uint max, out uint number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > 10 || (text[0] == '0' && text.Length > 1)) return false;

        ulong value = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + (uint)(digit - '0');
        }

        if (value > max) return false;
        number = (uint)value;
        return true;
    }
}

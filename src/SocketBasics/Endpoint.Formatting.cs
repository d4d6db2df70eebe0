using System.Globalization;
using System.Text;

namespace SocketBasics;

public readonly partial struct Endpoint
{
    // "unix:" and 108 bytes, every one of them escaped, is the longest text.
    private const int MaxTextLength = 5 + MaxLocalPath * PrintableText.MaxCharactersPerByte;

    /// <summary>Returns this endpoint as text, such as <c>192.0.2.1:80</c>, <c>*:80</c> or <c>unix:/path</c>.</summary>
    /// <returns>
    /// One line without control characters, bidirectional marks or markup, whatever the name holds: such bytes are
    /// printed as <c>\xNN</c>. <see cref="Parse(string)"/>, which documents the grammar, gives the
    /// same endpoint back.
    /// </returns>
    /// <remarks>
    /// IPv6 addresses are written as RFC 5952 says, their scope as a number and only if it is not 0.
    /// The text does not depend on the culture.
    /// </remarks>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxTextLength];
        return new string(text[..Format(text)]);
    }

    /// <summary>Writes the text of this endpoint, if there is room.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">The length of the text, or 0 if there was no room.</param>
    /// <returns>Whether there was room; if not, nothing is written.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        Span<char> text = stackalloc char[MaxTextLength];
        int length = Format(text);
        bool fits = text[..length].TryCopyTo(destination);
        charsWritten = fits ? length : 0;
        return fits;
    }

    /// <summary>Writes the text of this endpoint in UTF-8, if there is room.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">The length of the text in bytes, or 0 if there was no room.</param>
    /// <returns>Whether there was room; if not, nothing is written.</returns>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten)
    {
        Span<char> buffer = stackalloc char[MaxTextLength];
        ReadOnlySpan<char> text = buffer[..Format(buffer)];
        bool fits = Encoding.UTF8.GetByteCount(text) <= utf8Destination.Length;
        bytesWritten = fits ? Encoding.UTF8.GetBytes(text, utf8Destination) : 0;
        return fits;
    }

    // There is one format, in every culture.
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(utf8Destination, out bytesWritten);

    private int Format(Span<char> destination)
    {
        int length = 0;
        switch (Kind)
        {
            case EndpointKind.IPv4:
                AppendIPv4(destination, ref length, (uint)_low);
                AppendPort(destination, ref length);
                break;
            case EndpointKind.IPv6:
                Append(destination, ref length, "[");
                AppendIPv6(destination, ref length, _high, _low);
                if (_scope != 0)
                {
                    Append(destination, ref length, "%");
                    AppendNumber(destination, ref length, _scope);
                }

                Append(destination, ref length, "]");
                AppendPort(destination, ref length);
                break;
            case EndpointKind.DualStack:
                Append(destination, ref length, "*");
                AppendPort(destination, ref length);
                break;
            case EndpointKind.Unspecified:
                Append(destination, ref length, "unspecified");
                break;
            default:
                AppendLocal(destination, ref length);
                break;
        }

        return length;
    }

    private void AppendLocal(Span<char> destination, ref int length)
    {
        ReadOnlySpan<byte> name = LocalName;
        Append(destination, ref length, "unix:");
        if (Kind == EndpointKind.Abstract)
        {
            Append(destination, ref length, "@");
        }
        else if (name is [(byte)'@', ..])
        {
            Append(destination, ref length, @"\x40");
            name = name[1..];
        }

        length += PrintableText.Escape(name, destination[length..]);
    }

    private void AppendPort(Span<char> destination, ref int length)
    {
        Append(destination, ref length, ":");
        AppendNumber(destination, ref length, _port);
    }

    private static void AppendIPv4(Span<char> destination, ref int length, uint address)
    {
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            AppendNumber(destination, ref length, (address >> shift) & 0xFF);
            if (shift > 0) Append(destination, ref length, ".");
        }
    }

    // RFC 5952, section 4: lower case, no leading zeros, "::" for the longest run of two zeros or more, the first of
    // equals.
    private static void AppendIPv6(Span<char> destination, ref int length, ulong high, ulong low)
    {
        Span<ushort> groups = stackalloc ushort[8];
        for (int i = 0; i < 4; i++)
        {
            groups[i] = (ushort)(high >> (48 - 16 * i));
            groups[i + 4] = (ushort)(low >> (48 - 16 * i));
        }

        (int gap, int gapLength) = LongestRunOfZeros(groups);
        for (int i = 0; i < groups.Length; i++)
        {
            if (i == gap)
            {
                Append(destination, ref length, "::");
                i += gapLength - 1;
                continue;
            }

            if (i > 0 && i != gap + gapLength) Append(destination, ref length, ":");
            _ = groups[i].TryFormat(destination[length..], out int written, "x", CultureInfo.InvariantCulture);
            length += written;
        }
    }

    private static (int Start, int Length) LongestRunOfZeros(ReadOnlySpan<ushort> groups)
    {
        (int start, int longest) = (-1, 1);
        for (int i = 0; i < groups.Length; i++)
        {
            int end = i;
            while (end < groups.Length && groups[end] == 0) end++;
            if (end - i > longest) (start, longest) = (i, end - i);
            i = end;
        }

        return start < 0 ? (-1, 0) : (start, longest);
    }

    private static void AppendNumber(Span<char> destination, ref int length, uint number)
    {
        _ = number.TryFormat(destination[length..], out int written, default, CultureInfo.InvariantCulture);
        length += written;
    }

    private static void Append(Span<char> destination, ref int length, ReadOnlySpan<char> text)
    {
        text.CopyTo(destination[length..]);
        length += text.Length;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace SocketBasics;

/// <summary>
/// Makes one harmless line of names, paths and peer bytes, so that printing them cannot forge a log line, steer a
/// terminal, reorder the text around them, or end up as markup.
/// </summary>
/// <remarks>
/// Backslash becomes <c>\\</c>; controls, format characters, separators but the space, private use, unassigned,
/// markup characters, and bytes that are not valid UTF-8 become <c>\xNN</c>, byte by byte of their UTF-8. Everything
/// else stays. Different bytes give different text, and unescaping gives the bytes back.
/// </remarks>
internal static class PrintableText
{
    /// <summary>How many characters one byte can become.</summary>
    internal const int MaxCharactersPerByte = 4;

    /// <summary>Escapes text.</summary>
    /// <remarks>Half a surrogate pair is escaped as the three bytes that UTF-8 would have for it.</remarks>
    internal static string Escape(string text)
    {
        ReadOnlySpan<char> rest = text;
        int clean = 0;
        while (clean < text.Length && text[clean] < 0x80 && IsHarmless((byte)text[clean])) clean++;
        if (clean == text.Length) return text;

        StringBuilder escaped = new StringBuilder(text.Length + 16).Append(rest[..clean]);
        rest = rest[clean..];
        Span<char> piece = stackalloc char[4 * MaxCharactersPerByte];
        Span<byte> bytes = stackalloc byte[4];
        while (!rest.IsEmpty)
        {
            bool isWhole = Rune.DecodeFromUtf16(rest, out Rune rune, out int consumed)
                == OperationStatus.Done;
            int count = isWhole ? rune.EncodeToUtf8(bytes) : EncodeSurrogate(rest[0], bytes);
            int length = Escape(bytes[..count], piece);
            escaped.Append(piece[..length]);
            rest = rest[consumed..];
        }

        return escaped.ToString();
    }

    /// <summary>Escapes bytes, which may or may not be UTF-8.</summary>
    internal static string Escape(ReadOnlySpan<byte> bytes)
    {
        int size = bytes.Length * MaxCharactersPerByte;
        Span<char> buffer = size <= 512 ? stackalloc char[512] : new char[size];
        return new string(buffer[..Escape(bytes, buffer)]);
    }

    /// <summary>Escapes bytes into a buffer that is large enough, and returns the number of characters.</summary>
    internal static int Escape(ReadOnlySpan<byte> bytes, Span<char> destination)
    {
        int length = 0;
        while (!bytes.IsEmpty)
        {
            bool isValid = Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed)
                == OperationStatus.Done;
            if (isValid && rune.Value == '\\')
            {
                destination[length++] = '\\';
                destination[length++] = '\\';
            }
            else if (isValid && IsHarmless(rune))
            {
                length += rune.EncodeToUtf16(destination[length..]);
            }
            else
            {
                foreach (byte value in bytes[..consumed]) length += EscapeByte(value, destination[length..]);
            }

            bytes = bytes[consumed..];
        }

        return length;
    }

    /// <summary>Returns whether a character can hide itself, or change how the text around it looks.</summary>
    internal static bool IsDeceptive(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;

    private static bool IsHarmless(Rune rune) => rune.IsAscii
        ? IsHarmless((byte)rune.Value)
        : !IsDeceptive(rune) && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
            or UnicodeCategory.OtherNotAssigned);

    private static bool IsHarmless(byte ascii) =>
        ascii is >= 0x20 and < 0x7F and not ((byte)'<' or (byte)'>' or (byte)'&' or (byte)'"' or (byte)'\'' or (byte)'`'
            or (byte)'\\');

    private static int EscapeByte(byte value, Span<char> destination)
    {
        const string Digits = "0123456789ABCDEF";
        destination[0] = '\\';
        destination[1] = 'x';
        destination[2] = Digits[value >> 4];
        destination[3] = Digits[value & 0xF];
        return MaxCharactersPerByte;
    }

    private static int EncodeSurrogate(char surrogate, Span<byte> bytes)
    {
        bytes[0] = (byte)(0xE0 | (surrogate >> 12));
        bytes[1] = (byte)(0x80 | ((surrogate >> 6) & 0x3F));
        bytes[2] = (byte)(0x80 | (surrogate & 0x3F));
        return 3;
    }
}

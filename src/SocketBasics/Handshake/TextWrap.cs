using System.Text;

namespace SocketBasics.Handshake;

/// <summary>Cuts text into lines, at spaces where there are some.</summary>
internal static class TextWrap
{
    /// <summary>How many characters a terminal shows, of which some are two units of UTF-16.</summary>
    public static int Width(string text) => text.EnumerateRunes().Count();

    /// <summary>Cuts text into lines of so many characters at most; of empty text there are none.</summary>
    public static IEnumerable<string> Split(string text, int width)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        for (int start = 0; start < runes.Length;)
        {
            int length = Math.Min(width, runes.Length - start);
            if (start + length < runes.Length
                && Array.FindLastIndex(runes, start + length - 1, length, static rune => rune.Value == ' ') is var space
                && space > start)
            {
                length = space - start + 1;
            }

            yield return string.Concat(runes.Skip(start).Take(length)).TrimEnd(' ');
            start += length;
        }
    }
}

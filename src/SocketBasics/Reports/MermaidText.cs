using System.Globalization;
using System.Text;

namespace SocketBasics.Reports;

/// <summary>
/// Makes text inert inside a Mermaid diagram: nothing in it can end a line or a statement, or start another one.
/// </summary>
internal static class MermaidText
{
    private const string HarmlessMarks = " .,:/-_()[]+=@?*";

    // Mermaid finds these anywhere in a diagram, before it parses a line: C4Container makes it another diagram, and a
    // line with "style" or "classDef", a colon and an entity code loses its last semicolon. "wrap:" before a text is
    // an instruction.
    private static readonly string[] Seized = ["C4", "style", "classDef", "wrap"];

    /// <summary>Writes as entity codes what Mermaid might read as more than text: <c>#59;</c> is a semicolon.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsHarmless(rune) && !BeginsWord(text, index))
                escaped.Append((char)rune.Value);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            index += rune.Utf16SequenceLength;
        }

        return escaped.ToString();
    }

    private static bool IsHarmless(Rune rune) =>
        rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || HarmlessMarks.Contains((char)rune.Value));

    private static bool BeginsWord(string text, int index)
    {
        ReadOnlySpan<char> rest = text.AsSpan(index);
        foreach (string word in Seized)
        {
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        // The word that closes a block; Mermaid's manual advises against it in any text. What follows may become an
        // entity code, and then even the beginning of a longer word stands alone.
        return rest.StartsWith("end", StringComparison.OrdinalIgnoreCase)
            && (index == 0 || !char.IsAsciiLetterOrDigit(text[index - 1]));
    }
}

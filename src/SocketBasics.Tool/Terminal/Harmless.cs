using System.Text;

namespace SocketBasics.Tool.Terminal;

/// <summary>Text that came from outside, made fit for a terminal and a log.</summary>
internal static class Harmless
{
    /// <summary>Escapes a name or a path, as the library does.</summary>
    public static string Name(string text) => PrintableText.Escape(text);

    /// <summary>Escapes what is dangerous in a message that quotes something, and leaves its quotation marks.</summary>
    public static string Message(string text)
    {
        var harmless = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            harmless.Append(PrintableText.IsDeceptive(rune) ? PrintableText.Escape(rune.ToString()) : rune.ToString());
        return harmless.ToString();
    }
}

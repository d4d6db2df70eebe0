using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SocketBasics.Analyzers.Tests.Verification;

/// <summary>Source text with the expected diagnostics marked: <c>[|span|]</c>.</summary>
internal sealed record Markup(string Source, IReadOnlyList<TextSpan> Spans)
{
    /// <summary>Takes the marks out; marks may nest.</summary>
    public static Markup Parse(string text)
    {
        var source = new StringBuilder(text.Length);
        var open = new Stack<int>();
        var found = new List<TextSpan>();

        for (int i = 0; i < text.Length; i++)
        {
            if (string.CompareOrdinal(text, i, "[|", 0, 2) == 0)
            {
                open.Push(source.Length);
                i++;
            }
            else if (string.CompareOrdinal(text, i, "|]", 0, 2) == 0)
            {
                found.Add(TextSpan.FromBounds(open.Pop(), source.Length));
                i++;
            }
            else
            {
                source.Append(text[i]);
            }
        }

        if (open.Count != 0)
            throw new FormatException($"A mark opened at {open.Peek()} is not closed.");

        return new(source.ToString(), [.. found.OrderBy(span => span.Start).ThenBy(span => span.End)]);
    }
}

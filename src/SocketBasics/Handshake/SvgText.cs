using System.Globalization;
using System.Text;

namespace SocketBasics.Handshake;

/// <summary>The words in an SVG picture, and the looks that it has in light and in dark.</summary>
internal static class SvgText
{
    // Colors are written out, twice: not everything that draws SVG knows CSS variables.
    public const string Style = """
        .paper{fill:#fff}
        text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#1f2328}
        .name{font-weight:bold}
        .small,.legend{font-size:12px;fill:#59636e}
        .state{font-size:13px;font-weight:bold}
        .note{fill:#1a7f37}
        path{fill:none;stroke-width:2}
        .life{stroke:#b6bfc8}
        .opening{stroke:#d4a72c;stroke-width:4}
        .established{stroke:#2da44e;stroke-width:5}
        .closing{stroke:#d4a72c;stroke-width:4}
        .segment{stroke:#0969da}
        .segment.head{fill:#0969da}
        .reset,.lost{stroke:#cf222e}
        .reset.head{fill:#cf222e}
        .lost{stroke-dasharray:none}
        .icmp{stroke:#8250df;stroke-dasharray:6 4}
        .icmp.head{fill:#8250df;stroke-dasharray:none}
        .diamond{fill:#8250df}
        .mark{fill:#1a7f37}
        .conclusion{fill:#fff;stroke:#1a7f37;stroke-width:2}
        @media (prefers-color-scheme:dark){
        .paper{fill:#0d1117}
        text{fill:#e6edf3}
        .small,.legend{fill:#9198a1}
        .note{fill:#3fb950}
        .life{stroke:#444c56}
        .opening,.closing{stroke:#bb8009}
        .established{stroke:#2ea043}
        .segment{stroke:#58a6ff}
        .segment.head{fill:#58a6ff}
        .reset,.lost{stroke:#ff7b72}
        .reset.head{fill:#ff7b72}
        .icmp{stroke:#d2a8ff}
        .icmp.head,.diamond{fill:#d2a8ff}
        .mark{fill:#3fb950}
        .conclusion{fill:#0d1117;stroke:#3fb950}
        }
        """;

    /// <summary>
    /// Makes text of XML of text: what could be markup is written as a reference, and what XML cannot hold at all was
    /// escaped before.
    /// </summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Title(HandshakePicture picture) =>
        $"Segments between the client {picture.Client} and the server {picture.Server}";

    /// <summary>The whole picture in words, for those who do not see it.</summary>
    public static string Describe(HandshakePicture picture)
    {
        var text = new StringBuilder();
        foreach (string line in picture.Legend)
            text.Append(line).Append(". ");
        text.Append(CultureInfo.InvariantCulture, $"At first the client is in state {picture.ClientState}, the server in state {picture.ServerState}.");
        foreach (PictureRow row in picture.Rows)
        {
            text.Append('\n').Append(row.Time).Append(": ").Append(What(row)).Append('.');
            if (row.ClientState is { } client)
                text.Append(CultureInfo.InvariantCulture, $" The client is now in state {client}.");
            if (row.ServerState is { } server)
                text.Append(CultureInfo.InvariantCulture, $" The server is now in state {server}.");
        }

        return text.ToString();
    }

    private static string What(PictureRow row)
    {
        string side = row.Side == HandshakeSide.Client ? "client" : "server";
        return row.Kind switch
        {
            PictureRowKind.Segment => $"the {side} sends {row.Label} ({row.Detail})",
            PictureRowKind.Message => $"the {side} gets {row.Label}, {row.Detail}",
            _ => $"at the {side}, {row.Label}",
        };
    }
}

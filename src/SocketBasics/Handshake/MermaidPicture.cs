using System.Globalization;
using System.Net;
using System.Text;
using SocketBasics.Reports;

namespace SocketBasics.Handshake;

/// <summary>A picture in the language of Mermaid.</summary>
internal sealed class MermaidPicture
{
    private readonly List<IPAddress> _midway = [];
    private readonly StringBuilder _text = new();

    private MermaidPicture()
    {
    }

    public static string Draw(HandshakePicture picture)
    {
        var mermaid = new MermaidPicture();
        mermaid._midway.AddRange(picture.Rows.Select(static row => row.Midway).OfType<IPAddress>().Distinct());
        mermaid.DrawHead(picture);
        foreach (PictureRow row in picture.Rows)
            mermaid.DrawRow(row);
        return mermaid._text.ToString();
    }

    private void DrawHead(HandshakePicture picture)
    {
        _text.Append("sequenceDiagram");
        Line("participant client as ", $"client {picture.Client}");
        foreach (IPAddress address in _midway)
            Line($"participant {Name(address)} as ", address.ToString());
        Line("participant server as ", $"server {picture.Server}");
        foreach (string line in picture.Legend)
            Line("Note over client,server: ", line);
        State("client", picture.ClientState);
        State("server", picture.ServerState);
    }

    private void DrawRow(PictureRow row)
    {
        string side = Name(row.Side);
        string other = Name(row.Side ^ HandshakeSide.Server);
        string middle = row.Midway is { } address ? Name(address) : other;
        switch (row.Kind)
        {
            case PictureRowKind.Segment:
                string arrow = row.IsLost ? "--x" : "->>";
                Line($"{side}{arrow}{middle}: ", $"{row.Time} {row.Label} ({row.Detail})");
                break;
            case PictureRowKind.Message:
                Line($"{middle}-->>{side}: ", $"{row.Time} {row.Label}, {row.Detail}");
                break;
            case PictureRowKind.Mark:
                Line($"Note over {side}: ", $"{row.Time} {row.Label}");
                break;
            default:
                Line($"Note over {side}: ", row.Label);
                break;
        }

        State("client", row.ClientState);
        State("server", row.ServerState);
    }

    private void State(string side, string? state)
    {
        if (state is not null)
            Line($"Note {(side == "client" ? "left" : "right")} of {side}: ", state);
    }

    private void Line(string code, string text) => _text.Append("\n    ").Append(code).Append(MermaidText.Escape(text));

    private static string Name(HandshakeSide side) => side == HandshakeSide.Client ? "client" : "server";

    private string Name(IPAddress address) =>
        string.Create(CultureInfo.InvariantCulture, $"router{_midway.IndexOf(address) + 1}");
}

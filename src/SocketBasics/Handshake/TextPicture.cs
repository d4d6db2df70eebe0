using System.Text;

namespace SocketBasics.Handshake;

/// <summary>A picture in box-drawing characters.</summary>
internal sealed class TextPicture
{
    private const int TimeWidth = 14;
    private const int StateWidth = 12;
    private const int Middle = 52;

    private readonly HandshakePicture _picture;
    private readonly StringBuilder _text = new();

    private TextPicture(HandshakePicture picture) => _picture = picture;

    public static string Draw(HandshakePicture picture)
    {
        var text = new TextPicture(picture);
        text.DrawHead();
        foreach (PictureRow row in picture.Rows)
            text.DrawRow(row);
        text.Line("", "", "│", "", "│", "");
        return text._text.ToString().TrimEnd('\n');
    }

    private void DrawHead()
    {
        _text.Append("client ").Append(_picture.Client).Append("\nserver ").Append(_picture.Server).Append('\n');
        foreach (string line in _picture.Legend)
            _text.Append(line).Append('\n');
        _text.Append('\n');

        // Both names stand centered over their lines.
        int left = TimeWidth + 1 + StateWidth + 1;
        _text.Append(' ', left - 3).Append("client").Append(' ', Middle - 5).Append("server\n");
        Line("", _picture.ClientState, "│", "", "│", _picture.ServerState);
    }

    private void DrawRow(PictureRow row)
    {
        Line("", "", "│", "", "│", "");
        if (row.Kind is PictureRowKind.Mark or PictureRowKind.Conclusion)
            DrawDot(row);
        else
            DrawArrow(row);
    }

    private void DrawArrow(PictureRow row)
    {
        foreach (string label in (string[])[row.Label, row.Detail])
        {
            foreach (string piece in Wrap(label))
                Line("", "", "│", Centered(piece), "│", "");
        }

        bool leavesLeft = row is { PointsRight: true, Kind: PictureRowKind.Segment };
        bool leavesRight = row is { PointsRight: false, Kind: PictureRowKind.Segment };
        bool comesFromEnd = row is { Kind: PictureRowKind.Message, Midway: null };
        Line(
            row.Time,
            row.ClientState ?? "",
            leavesLeft || (comesFromEnd && row.PointsRight) ? "├" : "│",
            Arrow(row),
            leavesRight || (comesFromEnd && !row.PointsRight) ? "┤" : "│",
            row.ServerState ?? "");
    }

    /// <summary>The arrow as it points to the right, turned round if it points to the left.</summary>
    private static string Arrow(PictureRow row)
    {
        // Whoever is on the way stands in the same column, whichever way an arrow points.
        int half = row.PointsRight ? Middle / 2 : Middle - 1 - (Middle / 2);
        char stroke = row.Kind == PictureRowKind.Message ? '╌' : '─';
        string right = row switch
        {
            { IsLost: true } => new string(stroke, Middle * 2 / 3) + "╳",
            { Kind: PictureRowKind.Message, Midway: not null } =>
                new string(' ', half) + "◆" + new string(stroke, Middle - half - 2) + ">",
            { Midway: not null } => new string(stroke, half) + "◆",
            _ => new string(stroke, Middle - 1) + ">",
        };
        right = right.PadRight(Middle);
        char[] characters = [.. row.PointsRight ? right : right.Reverse()];
        return new string(characters).Replace('>', row.PointsRight ? '▶' : '◀');
    }

    private void DrawDot(PictureRow row)
    {
        string dot = row.Kind == PictureRowKind.Mark ? "●" : "○";
        bool isLeft = row.Side == HandshakeSide.Client;
        string time = row.Kind == PictureRowKind.Mark ? row.Time : "";
        foreach (string piece in Wrap(row.Label).DefaultIfEmpty(""))
        {
            string padded = isLeft ? $" {piece}" : $"{piece} ".PadLeft(Middle + piece.Length - TextWrap.Width(piece));
            Line(
                time,
                row.ClientState is { } client && time.Length > 0 ? client : "",
                isLeft ? dot : "│",
                padded,
                isLeft ? "│" : dot,
                row.ServerState is { } server && time.Length > 0 ? server : "");
            (dot, time) = ("│", "");
        }
    }

    private void Line(string time, string client, string left, string middle, string right, string server)
    {
        _text.Append(time.PadLeft(TimeWidth)).Append(' ').Append(client.PadLeft(StateWidth)).Append(' ')
            .Append(left).Append(middle).Append(' ', Math.Max(0, Middle - TextWrap.Width(middle))).Append(right);
        if (server.Length > 0)
            _text.Append(' ').Append(server);
        _text.Append('\n');
    }

    private static string Centered(string text) => new string(' ', Math.Max(0, (Middle - TextWrap.Width(text)) / 2)) + text;

    private static IEnumerable<string> Wrap(string text) => TextWrap.Split(text, Middle - 2);
}

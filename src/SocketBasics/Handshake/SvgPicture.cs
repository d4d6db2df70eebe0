using System.Globalization;
using System.Text;

namespace SocketBasics.Handshake;

/// <summary>A picture as an SVG file: time goes down, and an arrow goes down with it.</summary>
internal sealed class SvgPicture
{
    private const int Width = 960;
    private const int TimeEnd = 124;
    private const int ClientLine = 290;
    private const int ServerLine = 790;
    private const int Center = (ClientLine + ServerLine) / 2;
    private const int Slope = 14;
    private const int LineHeight = 18;
    private const int CharactersOfLine = 52;

    private readonly StringBuilder _shapes = new();
    private readonly SvgLifeLine _client;
    private readonly SvgLifeLine _server;
    private int _bottom;

    private SvgPicture(HandshakePicture picture)
    {
        _bottom = 34 + (LineHeight * Math.Max(1, picture.Legend.Count));
        Text(ClientLine, _bottom, "middle", "name", "client");
        Text(ServerLine, _bottom, "middle", "name", "server");
        Text(ClientLine, _bottom + LineHeight, "middle", "small", picture.Client);
        Text(ServerLine, _bottom + LineHeight, "middle", "small", picture.Server);
        _bottom += 30;
        _client = new SvgLifeLine(ClientLine, _bottom, picture.ClientState);
        _server = new SvgLifeLine(ServerLine, _bottom, picture.ServerState);
        State(HandshakeSide.Client, _bottom + 14, picture.ClientState);
        State(HandshakeSide.Server, _bottom + 14, picture.ServerState);
        _bottom += 22;
    }

    public static string Draw(HandshakePicture picture)
    {
        var svg = new SvgPicture(picture);
        for (int i = 0; i < picture.Legend.Count; i++)
            svg.Text(16, 24 + (i * LineHeight), "start", "legend", picture.Legend[i]);
        foreach (PictureRow row in picture.Rows)
            svg.DrawRow(row);
        return svg.Write(picture);
    }

    private void DrawRow(PictureRow row)
    {
        if (row.Kind is PictureRowKind.Mark or PictureRowKind.Conclusion)
            DrawDot(row);
        else
            DrawArrow(row);
    }

    private void DrawArrow(PictureRow row)
    {
        _bottom += 8;
        foreach ((string text, string style) in ((string, string)[])[(row.Label, "label"), (row.Detail, "small")])
        {
            foreach (string piece in Wrap(text))
                Text(Center, _bottom += LineHeight - 2, "middle", style, piece);
        }

        _bottom += 8;
        string look = row switch
        {
            { IsLost: true } => "lost",
            { IsReset: true } => "reset",
            { Kind: PictureRowKind.Message } => "icmp",
            _ => "segment",
        };
        (int from, int to) = row.PointsRight ? (ClientLine, ServerLine) : (ServerLine, ClientLine);
        if (row.Midway is not null)
            (from, to) = row.Kind == PictureRowKind.Message ? (Center, to) : (from, Center);
        else if (row.IsLost)
            to = from + ((to - from) * 2 / 3);
        int fall = Slope * Math.Abs(to - from) / (ServerLine - ClientLine);
        DrawLine(look, from, to, fall, isHeaded: !row.IsLost && (row.Midway is null || row.Kind == PictureRowKind.Message));
        if (row.IsLost)
            Shape($"<path class=\"{look}\" d=\"M{to - 7} {_bottom + fall - 7}l14 14m0-14l-14 14\"/>");
        if (row is { Midway: not null, Kind: PictureRowKind.Segment })
            Shape($"<path class=\"diamond\" d=\"M{Center} {_bottom + fall - 8}l8 8l-8 8l-8-8z\"/>");

        Text(TimeEnd, _bottom + 5, "end", "small", row.Time);
        bool clientSends = row is { Kind: PictureRowKind.Segment, Side: HandshakeSide.Client };
        States(row, _bottom + (clientSends ? 0 : fall), _bottom + (clientSends ? fall : 0));
        _bottom += fall + 10;
    }

    private void DrawLine(string look, int from, int to, int fall, bool isHeaded)
    {
        Shape($"<path class=\"{look}\" d=\"M{from} {_bottom}L{to} {_bottom + fall}\"/>");
        if (!isHeaded)
            return;
        int back = to > from ? -12 : 12;
        Shape($"<path class=\"{look} head\" d=\"M{to} {_bottom + fall}l{back}-5v10z\"/>");
    }

    private void DrawDot(PictureRow row)
    {
        bool isMark = row.Kind == PictureRowKind.Mark;
        bool isClient = row.Side == HandshakeSide.Client;
        int line = isClient ? ClientLine : ServerLine;
        _bottom += 20;
        Shape($"<circle class=\"{(isMark ? "mark" : "conclusion")}\" cx=\"{line}\" cy=\"{_bottom}\" r=\"5\"/>");
        if (isMark)
            Text(TimeEnd, _bottom + 5, "end", "small", row.Time);
        States(row, _bottom, _bottom);
        int y = _bottom;
        foreach (string piece in Wrap(row.Label).DefaultIfEmpty(""))
        {
            Text(isClient ? line + 14 : line - 14, y + 5, isClient ? "start" : "end", "note", piece);
            (_bottom, y) = (y, y + LineHeight);
        }

        _bottom += 6;
    }

    private void States(PictureRow row, int client, int server)
    {
        if (row.ClientState is { } clientState)
        {
            _client.Change(client, clientState);
            State(HandshakeSide.Client, client + 5, clientState);
        }

        if (row.ServerState is { } serverState)
        {
            _server.Change(server, serverState);
            State(HandshakeSide.Server, server + 5, serverState);
        }
    }

    private void State(HandshakeSide side, int y, string state)
    {
        if (side == HandshakeSide.Client)
            Text(ClientLine - 14, y, "end", "state", state);
        else
            Text(ServerLine + 14, y, "start", "state", state);
    }

    private void Text(int x, int y, string anchor, string style, string text) =>
        Shape($"<text class=\"{style}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{SvgText.Escape(text)}</text>");

    private void Shape(FormattableString shape) =>
        _shapes.Append(shape.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private string Write(HandshakePicture picture)
    {
        int height = _bottom + 24;
        var file = new StringBuilder();
        file.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" role="img" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}">
            <title>{SvgText.Escape(SvgText.Title(picture))}</title>
            <desc>{SvgText.Escape(SvgText.Describe(picture))}</desc>
            <style>
            {SvgText.Style}
            </style>
            <rect class="paper" width="{Width}" height="{height}" rx="8"/>

            """);
        file.Append(_client.Draw(_bottom + 12)).Append(_server.Draw(_bottom + 12)).Append(_shapes);
        return file.Append("</svg>\n").ToString();
    }

    private static IEnumerable<string> Wrap(string text) => TextWrap.Split(text, CharactersOfLine);
}

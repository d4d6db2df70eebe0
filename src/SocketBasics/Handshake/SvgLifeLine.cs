using System.Globalization;
using System.Text;

namespace SocketBasics.Handshake;

/// <summary>A life line of an SVG picture: it looks different while the end opens, is established, closes, and is closed.</summary>
internal sealed class SvgLifeLine
{
    private readonly int _x;
    private readonly StringBuilder _lines = new();
    private string _look;
    private int _from;

    public SvgLifeLine(int x, int top, string state) => (_x, _from, _look) = (x, top, Look(state));

    /// <summary>Another state from here on.</summary>
    public void Change(int y, string state)
    {
        Add(y);
        (_from, _look) = (y, Look(state));
    }

    /// <summary>The line down to its end.</summary>
    public string Draw(int bottom)
    {
        Add(bottom);
        return _lines.ToString();
    }

    private void Add(int to) => _lines.Append(
        CultureInfo.InvariantCulture, $"<path class=\"{_look}\" d=\"M{_x} {_from}V{to}\"/>\n");

    private static string Look(string state) => state switch
    {
        "SYN-SENT" or "SYN-RECEIVED" => "life opening",
        "ESTABLISHED" => "life established",
        "CLOSED" or "LISTEN" or "?" => "life",
        _ => "life closing",
    };
}

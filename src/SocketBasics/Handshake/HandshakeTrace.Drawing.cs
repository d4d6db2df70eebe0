namespace SocketBasics.Handshake;

public sealed partial class HandshakeTrace
{
    /// <summary>Draws the trace as text: two life lines with the states of both ends beside them.</summary>
    /// <returns>
    /// Lines of at most 100 characters, separated by a line feed, for a terminal with box-drawing characters. In it j and k
    /// are the initial sequence numbers of client and server; <c>╳</c> is where a segment was lost, <c>◆</c> somebody on the
    /// way, <c>●</c> a mark, and <c>○</c> a moment that the trace tells by itself. The layout may change between versions.
    /// </returns>
    public override string ToString() => TextPicture.Draw(new HandshakePicture(this));

    /// <summary>Draws the trace as a sequence diagram in the language of Mermaid, which Markdown pages draw.</summary>
    /// <returns>
    /// The lines that belong into a fence named <c>mermaid</c>. Nothing in a mark can become anything but text.
    /// </returns>
    public string ToMermaid() => MermaidPicture.Draw(new HandshakePicture(this));

    /// <summary>Draws the trace as a picture: one SVG file that needs nothing else, for light and for dark screens.</summary>
    /// <returns>
    /// The whole file, without scripts, fonts or links. It follows the reader's choice of light or dark
    /// (<c>prefers-color-scheme</c>), and tells its content in words to those who do not see it.
    /// </returns>
    public string ToSvg() => SvgPicture.Draw(new HandshakePicture(this));
}

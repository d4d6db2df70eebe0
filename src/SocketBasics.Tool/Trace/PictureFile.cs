using SocketBasics.Handshake;
using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool.Trace;

/// <summary>The file of <c>--svg</c>.</summary>
internal static class PictureFile
{
    /// <summary>Writes the picture; without a trace there is none to write.</summary>
    public static void Write(string file, HandshakeTrace? trace, string? lack)
    {
        if (trace is null)
            throw new ToolException(ExitCode.NothingSeen, $"{Harmless.Name(file)} is not written: {lack}");
        try
        {
            File.WriteAllText(file, trace.ToSvg());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(
                ExitCode.CannotCreate, $"{Harmless.Name(file)} is not written: {Harmless.Message(exception.Message)}");
        }
    }
}

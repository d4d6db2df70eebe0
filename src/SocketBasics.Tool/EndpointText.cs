using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool;

/// <summary>Reads endpoints from the command line.</summary>
internal static class EndpointText
{
    /// <summary>Reads one, or says what is wrong with it.</summary>
    public static Endpoint Read(string text)
    {
        try
        {
            return Endpoint.Parse(text);
        }
        catch (FormatException exception)
        {
            // What follows is advice for programmers.
            string wrong = exception.Message.Split("; ClientSocket")[0].TrimEnd('.');
            throw ToolException.Usage($"{Harmless.Message(wrong)}.");
        }
    }
}

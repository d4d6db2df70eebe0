using System.Diagnostics.CodeAnalysis;

namespace SocketBasics.Tool;

/// <summary>Ends the command with a message on standard error, and an exit code.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It means nothing without its code, and is not for others.")]
internal sealed class ToolException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException Usage(string message) => new(Tool.ExitCode.Usage, message);
}

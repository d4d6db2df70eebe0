using System.CommandLine;
using SocketBasics.Tool.Manuals;
using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool;

/// <summary>One command of the tool: what can be written, what it means, and what is done.</summary>
internal abstract class ToolCommand
{
    /// <summary>Gets what can be written.</summary>
    public abstract Command Syntax { get; }

    /// <summary>Gets the manual page, but for the options, which are those of <see cref="Syntax"/>.</summary>
    public abstract Manual Manual { get; }

    /// <summary>Does it, and returns the exit code.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted before there was anything to tell.</exception>
    /// <exception cref="ToolException">It cannot be done; the message says why.</exception>
    public abstract Task<int> RunAsync(ParseResult words, Screen screen, CancellationToken stop);
}

using System.CommandLine;
using System.Reflection;
using SocketBasics.Tool.Connect;
using SocketBasics.Tool.Listen;
using SocketBasics.Tool.Manuals;
using SocketBasics.Tool.Terminal;
using SocketBasics.Tool.Trace;

namespace SocketBasics.Tool;

/// <summary>The whole program, but for its terminal and its signals.</summary>
internal static class App
{
    private static readonly Option<bool> Help = new("--help", "-h", "-?")
    {
        Description = "Print this page, and do nothing else.",
        Recursive = true,
    };

    private static readonly Option<bool> Version = new("--version")
    {
        Description = "Print the version, and do nothing else.",
        Recursive = true,
    };

    // A name that begins with @ is a name: no file is read for more arguments.
    private static readonly ParserConfiguration Parsing = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };

    /// <summary>Runs one command line, and returns the exit code.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before there was a result.</exception>
    public static async Task<int> RunAsync(string[] arguments, Screen screen, CancellationToken stop)
    {
        ToolCommand[] commands = [new ConnectCommand(), new ListenCommand(), new TraceCommand()];
        Command root = new(RootManual.Name) { Help, Version };
        foreach (ToolCommand command in commands)
            root.Subcommands.Add(command.Syntax);

        ParseResult words = root.Parse(arguments, Parsing);
        ToolCommand? chosen = Array.Find(commands, command => command.Syntax == words.CommandResult.Command);
        string name = chosen is null ? RootManual.Name : $"{RootManual.Name} {chosen.Syntax.Name}";
        try
        {
            if (words.GetValue(Help))
            {
                Manual manual = chosen?.Manual ?? RootManual.Of(commands);
                Option[] options = [.. chosen?.Syntax.Options ?? [], .. root.Options];
                return Print(screen, ManualPage.Format(name, manual, options));
            }

            if (words.GetValue(Version))
                return Print(screen, $"{RootManual.Name} {ProgramVersion()}");
            if (chosen is null)
                throw ToolException.Usage(WithoutCommand(words.UnmatchedTokens));
            if (words.Errors is [var error, ..])
                throw ToolException.Usage(Harmless.Message(error.Message));
            return await chosen.RunAsync(words, screen, stop);
        }
        catch (ToolException exception)
        {
            screen.Error($"{name}: {exception.Message}");
            if (exception.ExitCode == ExitCode.Usage)
                screen.Error($"{name} --help tells more.");
            return exception.ExitCode;
        }
        catch (SocketOperationException exception)
        {
            screen.Error($"{name}: {exception.Message}");
            return ExitCode.SystemError;
        }
    }

    private static string WithoutCommand(IReadOnlyList<string> words) => words is [var word, ..]
        ? $"\"{Harmless.Name(word)}\" is no command: connect, listen and trace are."
        : "a command is missing: connect, listen or trace.";

    private static int Print(Screen screen, string text)
    {
        screen.Line(text);
        return ExitCode.Success;
    }

    // What follows the plus is the commit.
    private static string ProgramVersion() => typeof(App).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

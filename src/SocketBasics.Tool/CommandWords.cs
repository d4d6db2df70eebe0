using System.CommandLine;
using System.Globalization;
using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool;

/// <summary>Options that several commands have, and how their values are read.</summary>
internal static class CommandWords
{
    // What a timer of the framework can hold.
    private const double MostSeconds = 24 * 24 * 3600;

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    public static Option<string?> Svg(string description) =>
        new("--svg") { HelpName = "FILE", Description = description };

    public static Option<bool> Mermaid(string description) => new("--mermaid") { Description = description };

    public static Option<string?> Timeout(string description) =>
        new("--timeout", "-t") { HelpName = "SECONDS", Description = description };

    public static Option<string?> Number(string name, string description) =>
        new(name) { HelpName = "N", Description = description };

    /// <summary>Reads a port, which is decimal and nothing else.</summary>
    public static int ReadPort(string text, int least) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port >= least
            ? port
            : throw ToolException.Usage($"\"{Harmless.Name(text)}\" is no port: a number from {least} to 65535 is.");

    public static int? ReadNumber(ParseResult words, Option<string?> option, int least, int most)
    {
        if (words.GetValue(option) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most
            ? number
            : throw ToolException.Usage(
                $"{option.Name} is a number from {least} to {most}; \"{Harmless.Name(text)}\" is not.");
    }

    public static TimeSpan? ReadSeconds(ParseResult words, Option<string?> option)
    {
        if (words.GetValue(option) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds >= 0.001 && seconds <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw ToolException.Usage(
                $"{option.Name} is a number of seconds such as 2.5, up to 24 days; \"{Harmless.Name(text)}\" is not.");
    }

    /// <summary>Says that two options contradict each other.</summary>
    public static void Exclude(ParseResult words, Option one, params ReadOnlySpan<Option> others)
    {
        foreach (Option other in others)
        {
            if (IsGiven(words, one) && IsGiven(words, other))
                throw ToolException.Usage($"{one.Name} and {other.Name} exclude each other.");
        }
    }

    private static bool IsGiven(ParseResult words, Option option) => words.GetResult(option) is { Implicit: false };
}

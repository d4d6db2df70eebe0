using Spectre.Console;

namespace SocketBasics.Tool.Terminal;

/// <summary>Where a command writes: the output, with colors and progress on a terminal, and standard error.</summary>
/// <remarks>No text is ever read as markup. Safe for any number of threads.</remarks>
internal sealed class Screen
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(100);

    // So wide that nothing is broken into lines: pictures and tables come with lines of their own.
    private const int Unbroken = 100_000;

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly IAnsiConsole? _colors;
    private readonly IAnsiConsole? _progress;

    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="isTerminal">Whether somebody looks at the output, and wants colors.</param>
    public Screen(TextWriter output, TextWriter error, bool isTerminal)
    {
        (_output, _error) = (output, error);
        if (!isTerminal)
            return;
        _progress = Create(output);
        _colors = Create(output);
        _colors.Profile.Width = Unbroken;
    }

    /// <summary>Writes one or more lines to the output.</summary>
    public void Line(string text, Tone tone = Tone.Plain)
    {
        lock (_lock)
        {
            if (_colors is null || tone == Tone.Plain)
                _output.WriteLine(text);
            else
                _colors.Write(new Text(text + "\n", StyleOf(tone)));
        }
    }

    /// <summary>Writes one or more lines to standard error.</summary>
    public void Error(string text)
    {
        lock (_lock)
            _error.WriteLine(text);
    }

    /// <summary>Waits for some work; on a terminal with a line of progress, which goes away at the end.</summary>
    public async Task<T> WaitAsync<T>(Task<T> work, Func<string> progress)
    {
        if (_progress is null || work.IsCompleted || !_progress.Profile.Capabilities.Ansi)
            return await work;

        await _progress.Live(new Text(progress(), StyleOf(Tone.Faint))).AutoClear(true).StartAsync(async live =>
        {
            while (await Task.WhenAny(work, Task.Delay(RefreshInterval)) != work)
                live.UpdateTarget(new Text(progress(), StyleOf(Tone.Faint)));
        });
        return await work;
    }

    private static IAnsiConsole Create(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(output),
        Interactive = InteractionSupport.No,

        // They would switch colors on for build servers that show a log.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        Tone.Heading => new Style(decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}

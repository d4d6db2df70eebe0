using System.Diagnostics;
using System.Globalization;

namespace Tour;

/// <summary>
/// What the tour prints: chapters of steps, each with its call, and checks of what happened. Colored in a terminal, plain
/// text everywhere else.
/// </summary>
/// <param name="output">Where it is printed.</param>
/// <param name="isColored">Whether that is a terminal with colors.</param>
internal sealed class Page(TextWriter output, bool isColored)
{
    private const int Width = 80;
    private const int CallWidth = 15;
    private const int TimeWidth = 9;

    private static readonly string Indent = new(' ', 3 + CallWidth);

    // Consoles with an old encoding have neither check marks nor rules.
    private readonly bool _isUnicode = Console.OutputEncoding.CodePage == 65001;

    private int _chapters;
    private int _checks;
    private int _untrue;
    private long _stepStarted;

    /// <summary>Gets whether everything so far came out as the text says.</summary>
    public bool IsTrue => _untrue == 0;

    public void Title(string text) => output.WriteLine(text);

    public void Chapter(string title)
    {
        char rule = _isUnicode ? '─' : '-';
        string number = $"{rule}{rule} {++_chapters} {rule}{rule} ";
        output.WriteLine();
        Write(number, ConsoleColor.DarkGray);
        output.Write(title);
        Write(" " + new string(rule, Width - number.Length - title.Length - 1), ConsoleColor.DarkGray);
        output.WriteLine();
    }

    /// <summary>Says what is done next, and starts its time.</summary>
    /// <param name="call">The call in C, or the outcome that is to be shown.</param>
    /// <param name="action">The call in C#, or the situation.</param>
    public void Step(string call, string action)
    {
        Write($"   {call.PadRight(CallWidth)}", ConsoleColor.DarkCyan);
        output.WriteLine(action);
        _stepStarted = Stopwatch.GetTimestamp();
    }

    /// <summary>Says what happened, whether it is what the text says, and how long it took since the step began.</summary>
    public void Result(string text, bool isTrue) => Check(text, isTrue, Stopwatch.GetElapsedTime(_stepStarted));

    /// <summary>Says what is the case, and notes when it is not.</summary>
    public void Check(string text, bool isTrue, TimeSpan? elapsed = null)
    {
        _checks++;
        if (!isTrue)
            _untrue++;

        output.Write(Indent);
        if (isTrue)
            Write(_isUnicode ? "✓ " : "+ ", ConsoleColor.DarkGreen);
        else
            Write(_isUnicode ? "✗ not so: " : "- not so: ", ConsoleColor.Red);
        output.Write(text);
        if (elapsed is { } time)
        {
            int used = Indent.Length + 2 + text.Length;
            Write(Format(time).PadLeft(Math.Max(TimeWidth, Width - used)), ConsoleColor.DarkGray);
        }

        output.WriteLine();
    }

    public void End(TimeSpan elapsed)
    {
        output.WriteLine();
        if (IsTrue)
            Write($"All {_checks} checks came out as told, in {Format(elapsed)}.", ConsoleColor.DarkGreen);
        else
            Write($"{_untrue} of {_checks} checks came out differently on this machine.", ConsoleColor.Red);
        output.WriteLine();
    }

    private static string Format(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    private void Write(string text, ConsoleColor color)
    {
        if (isColored)
            Console.ForegroundColor = color;
        output.Write(text);
        if (isColored)
            Console.ResetColor();
    }
}

using System.Globalization;

namespace SocketBasics.Outcomes;

/// <summary>A duration as people read it: <c>0.42 ms</c>, <c>37 ms</c>, <c>3.07 s</c>.</summary>
internal static class ElapsedText
{
    public static string Format(TimeSpan elapsed)
    {
        double milliseconds = elapsed.TotalMilliseconds;
        return milliseconds switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.00} ms"),
            < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.00} s"),
        };
    }
}

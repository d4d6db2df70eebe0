using System.Globalization;
using SocketBasics.Benchmarks;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>Numbers as the tables show them.</summary>
internal static class Text
{
    public const string None = "–";

    /// <summary>A median, as a whole number from 100 on.</summary>
    public static string Of(Quartiles? value) => value is { } known ? Number(known.Median) : None;

    /// <summary>A median and its quartiles.</summary>
    public static string WithQuartiles(Quartiles? value) => value is { } known
        ? $"{Number(known.Median)} [{Number(known.Lower)}–{Number(known.Upper)}]"
        : None;

    public static string Ratio(Quartiles? value) => value is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known.Median:0.00} [{known.Lower:0.00}–{known.Upper:0.00}]")
        : None;

    public static string Number(double value) => Math.Abs(value) switch
    {
        < 0.05 => "0",
        < 99.95 => value.ToString("0.0", CultureInfo.InvariantCulture),
        < 10_000 => value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' '),
    };
}

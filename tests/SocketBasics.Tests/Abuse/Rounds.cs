using System.Globalization;

namespace SocketBasics.Tests.Abuse;

/// <summary>How often the abuse repeats: SOCKETBASICS_ABUSE_PERCENT scales it, for many short runs or a few long ones.</summary>
internal static class Rounds
{
    private static readonly double Share =
        int.TryParse(
            Environment.GetEnvironmentVariable("SOCKETBASICS_ABUSE_PERCENT"), CultureInfo.InvariantCulture, out int percent)
            ? percent / 100.0
            : 1.0;

    public static int Of(int whole) => Math.Max(8, (int)(whole * Share));
}

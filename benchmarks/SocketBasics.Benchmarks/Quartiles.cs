namespace SocketBasics.Benchmarks;

/// <summary>The median of some numbers, and the range that holds the middle half of them.</summary>
internal readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    public static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(At(0.25), At(0.5), At(0.75));

        double At(double share)
        {
            double position = share * (sorted.Length - 1);
            int below = (int)position;
            int above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        }
    }
}

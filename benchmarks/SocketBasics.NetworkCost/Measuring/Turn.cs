namespace SocketBasics.NetworkCost.Measuring;

/// <summary>What was measured of one contender in one round.</summary>
/// <param name="Operations">How many operations these figures are of.</param>
/// <param name="Seconds">The time that passed.</param>
/// <param name="ProcessorSeconds">The processor time of the contender's process, in the kernel and outside.</param>
/// <param name="P50">The median time of an operation as its caller saw it, in µs; 0 where there is none.</param>
/// <param name="P99">What 99 of 100 operations did not exceed, likewise.</param>
internal sealed record Turn(long Operations, double Seconds, double ProcessorSeconds, double P50, double P99)
{
    /// <summary>Gets the bytes that the contender's process allocated, where it knows.</summary>
    public long? Allocated { get; init; }

    /// <summary>Gets the bytes by which the contender's managed heap grew, of idle connections.</summary>
    public long? Heap { get; init; }

    /// <summary>Gets the bytes of memory by which the contender's process grew, of idle connections.</summary>
    public long? Resident { get; init; }

    /// <summary>Gets the same before the garbage of their making was collected.</summary>
    public long? ResidentWithGarbage { get; init; }
}

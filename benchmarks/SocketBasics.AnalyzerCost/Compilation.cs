namespace SocketBasics.AnalyzerCost;

/// <summary>What one compilation cost.</summary>
/// <param name="Processor">What the compiler spent of all processors.</param>
/// <param name="OfRules">The share of our analyzers in that, as the compiler reports it.</param>
internal sealed record Compilation(TimeSpan Processor, TimeSpan OfRules);

namespace SocketBasics.Samples.Tests;

/// <summary>What is left of a sample that ran to its end.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error);

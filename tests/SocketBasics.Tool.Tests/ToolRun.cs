namespace SocketBasics.Tool.Tests;

/// <summary>What is left of a run of the tool.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error);

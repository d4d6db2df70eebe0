namespace SocketBasics.NetworkCost.Measuring;

/// <summary>A program that was started did not do its part; the message is what it said about it.</summary>
internal sealed class ChildFailedException(string complaint)
    : Exception(complaint.Trim() is { Length: > 0 } said ? said.Split('\n')[0] : "it ended without a word");

namespace SocketBasics.Probe;

/// <summary>Prints the exception of an operation: name, operation, error, and the message, apart by tabs.</summary>
internal static class Errors
{
    public static async Task PrintAsync(string name, TextWriter output, Action action)
    {
        string line = "nothing";
        try
        {
            action();
        }
        catch (SocketOperationException exception)
        {
            line = string.Join('\t', exception.Operation, exception.SocketErrorCode, exception.Message);
        }

        await output.WriteLineAsync($"{name}\t{line}");
    }
}

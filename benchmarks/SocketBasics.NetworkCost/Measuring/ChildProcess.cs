using System.Diagnostics;

namespace SocketBasics.NetworkCost.Measuring;

/// <summary>A program that answers lines with lines, and goes when its input ends.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan TimeToGo = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ChildProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static ChildProcess Start(Command command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Every row runs with the defaults, but for what it is about.
        foreach (string name in start.Environment.Keys.Where(IsSetting).ToArray())
            start.Environment.Remove(name);
        if (command.Variable?.Split('=') is [string variable, string value])
            start.Environment[variable] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Reads a line, and fails with what the process complained about when it is gone.</summary>
    public string Read() => _process.StandardOutput.ReadLine()
        ?? throw new ChildFailedException(_errors.GetAwaiter().GetResult());

    public void Write(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            throw new ChildFailedException(_errors.GetAwaiter().GetResult());
        }
    }

    public string Ask(string question)
    {
        Write(question);
        return Read();
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (!_process.WaitForExit(TimeToGo))
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool IsSetting(string variable) =>
        variable.StartsWith("SOCKETBASICS_", StringComparison.Ordinal)
        || (variable.StartsWith("DOTNET_", StringComparison.Ordinal)
            && !variable.StartsWith("DOTNET_ROOT", StringComparison.Ordinal));
}

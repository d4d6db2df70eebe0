using System.Globalization;

namespace SocketBasics.NetworkCost.Measuring;

/// <summary>A server in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly ChildProcess _child;

    public ServerProcess(Command command)
    {
        _child = ChildProcess.Start(command);
        try
        {
            string[] words = _child.Read().Split(' ');
            Port = words is ["ready", string port]
                ? int.Parse(port, CultureInfo.InvariantCulture)
                : throw new ChildFailedException(string.Join(' ', words));
        }
        catch
        {
            _child.Dispose();
            throw;
        }
    }

    public int Id => _child.Id;

    public int Port { get; }

    /// <summary>Reads the bytes that the process has allocated so far, if it knows.</summary>
    public long? ReadAllocated() => Ask("allocated") is >= 0 and long bytes ? bytes : null;

    /// <summary>Collects garbage, and reads what is left.</summary>
    public long ReadHeap() => Ask("heap");

    /// <summary>Reads the memory of the process that is its own and in use: RssAnon, proc(5).</summary>
    public long ReadResident()
    {
        const string label = "RssAnon:";
        string line = File.ReadLines($"/proc/{Id}/status")
            .First(line => line.StartsWith(label, StringComparison.Ordinal));
        return 1024 * long.Parse(line[label.Length..^"kB".Length], CultureInfo.InvariantCulture);
    }

    public int CountDescriptors() => Directory.EnumerateFileSystemEntries($"/proc/{Id}/fd").Count();

    public void Dispose() => _child.Dispose();

    private long Ask(string question) => long.Parse(_child.Ask(question), CultureInfo.InvariantCulture);
}

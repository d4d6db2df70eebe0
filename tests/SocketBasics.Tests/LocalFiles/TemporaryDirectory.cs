namespace SocketBasics.Tests.LocalFiles;

/// <summary>A directory with a short name, for paths of at most 108 bytes; it goes with all it holds.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public TemporaryDirectory() => Path = Directory.CreateTempSubdirectory("sb").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        // By the shell's tool: the framework cannot say names that are not UTF-8.
        using var remove = System.Diagnostics.Process.Start("rm", ["-rf", "--", Path]);
        remove.WaitForExit();
    }
}

namespace SocketBasics.Tests.Repository;

/// <summary>The checkout that the tests run from: they are built below it.</summary>
internal static class RepositoryFolder
{
    private static readonly string[] Generated =
        [".git", ".vs", ".idea", "artifacts", "bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static readonly string[] TextFiles =
        [".cs", ".csproj", ".props", ".targets", ".json", ".md", ".txt", ".xml", ".yml", ".ts", ".sh", ".c", ".py"];

    public static string Root { get; } = Find();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Finds the text files that somebody wrote: nothing built, fetched, or kept by git.</summary>
    public static IEnumerable<string> Files() => FilesIn(Root)
        .Where(file => TextFiles.Contains(Path.GetExtension(file)) || Path.GetFileName(file) == "run");

    private static IEnumerable<string> FilesIn(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !Generated.Contains(Path.GetFileName(inner)))
            .SelectMany(FilesIn));

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "SocketBasics.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException($"No SocketBasics.sln above {AppContext.BaseDirectory}");
    }
}

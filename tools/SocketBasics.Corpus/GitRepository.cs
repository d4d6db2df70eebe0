using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SocketBasics.Corpus;

/// <summary>A clone, read without a work tree: nothing of the code is ever written to a file.</summary>
public sealed class GitRepository
{
    private readonly string _directory;

    private GitRepository(string name, string directory)
    {
        Name = name;
        _directory = directory;
        Head = Text("rev-parse", "HEAD").Trim();
    }

    /// <summary>Gets the name, as owner/name.</summary>
    public string Name { get; }

    /// <summary>Gets the commit that is checked out.</summary>
    public string Head { get; }

    /// <summary>Finds the clones in a folder: owner+name, bare, or a folder with a clone called repo.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The repositories by name.</returns>
    public static IEnumerable<GitRepository> FindIn(string folder)
    {
        foreach (string directory in Directory.EnumerateDirectories(folder, "*+*").Order(StringComparer.Ordinal))
        {
            string[] places = [directory, Path.Combine(directory, "repo")];
            string? git = places.SelectMany(place => new[] { place, Path.Combine(place, ".git") })
                .FirstOrDefault(place => File.Exists(Path.Combine(place, "HEAD")));
            if (git is not null)
                yield return new(Path.GetFileName(directory).Replace('+', '/'), git);
        }
    }

    /// <summary>Lists the files of the newest commit.</summary>
    /// <returns>Their paths.</returns>
    public IReadOnlyList<string> ListFiles() =>
        Text("ls-tree", "-r", "-z", "--name-only", "HEAD").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads a file line by line.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The path of the file.</param>
    /// <returns>The lines, or null when the commit or the file is not there.</returns>
    public IReadOnlyList<string>? ReadLines(string commit, string path)
    {
        byte[]? content = ReadFiles([path], commit).Single().Content;
        return content is null ? null : Encoding.UTF8.GetString(content).Split('\n');
    }

    /// <summary>Reads files.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="commit">The commit.</param>
    /// <returns>What is in the files; null for one that the clone does not have.</returns>
    public IEnumerable<(string Path, byte[]? Content)> ReadFiles(
        IReadOnlyCollection<string> paths, string commit = "HEAD")
    {
        using Process git = Start("cat-file", "--batch");
        Stream output = git.StandardOutput.BaseStream;
        foreach (string path in paths)
        {
            git.StandardInput.Write($"{commit}:{path}\n");
            git.StandardInput.Flush();

            // "<object> blob <size>", or the name again and "missing".
            string[] header = ReadLine(output).Split(' ');
            if (header is not [_, "blob", string size])
            {
                yield return (path, null);
                continue;
            }

            var content = new byte[int.Parse(size, CultureInfo.InvariantCulture)];
            output.ReadExactly(content);
            output.ReadByte();
            yield return (path, content);
        }

        git.StandardInput.Close();
        git.WaitForExit();
    }

    private static string ReadLine(Stream stream)
    {
        var line = new List<byte>();
        for (int next = stream.ReadByte(); next is not ('\n' or -1); next = stream.ReadByte())
            line.Add((byte)next);
        return Encoding.UTF8.GetString([.. line]);
    }

    private string Text(params string[] arguments)
    {
        using Process git = Start(arguments);
        string text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed in {_directory}.");
    }

    private Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("git", ["--git-dir", _directory, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
}

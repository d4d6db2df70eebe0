using System.Globalization;
using System.Text;

namespace SocketBasics.AnalyzerCost;

/// <summary>A project to compile, written to a folder.</summary>
internal sealed class SourceProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("SocketBasics.AnalyzerCost.");

    private SourceProject(string name) => Name = name;

    public string Name { get; }

    public string Folder => _folder.FullName;

    public int Lines { get; private set; }

    /// <summary>Classes that know nothing of sockets.</summary>
    public static SourceProject WithoutSockets(int files)
    {
        var project = new SourceProject("without sockets");
        for (int i = 0; i < files; i++)
            project.Add($"Plain{i}.cs", PlainClass(i));
        return project;
    }

    /// <summary>The same classes, and among them the sources of a folder.</summary>
    public static SourceProject WithSockets(int files, string folder)
    {
        var project = new SourceProject("with sockets");
        for (int i = 0; i < files; i++)
            project.Add($"Plain{i}.cs", PlainClass(i));
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            project.Add(Path.GetFileName(file), File.ReadAllText(file));
        return project;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Add(string name, string source)
    {
        File.WriteAllText(Path.Combine(Folder, name), source);
        Lines += source.AsSpan().Count('\n');
    }

    private static string PlainClass(int number)
    {
        var members = new StringBuilder();
        for (int i = 0; i < 20; i++)
        {
            members.Append(CultureInfo.InvariantCulture, $$"""

                    public IReadOnlyList<Entry> Select{{i}}(IEnumerable<Entry> entries, string prefix, int least)
                    {
                        var found = new List<Entry>();
                        foreach (Entry entry in entries)
                        {
                            if (entry.Name.StartsWith(prefix, StringComparison.Ordinal) && entry.Count + {{i}} > least)
                                found.Add(entry with { Count = entry.Count * 2 });
                            else if (_known.TryGetValue(entry.Name, out int known))
                                _known[entry.Name] = known + 1;
                        }

                        return found.OrderBy(entry => entry.Count).ThenBy(entry => entry.Name).ToList();
                    }

                """);
        }

        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;

            namespace Plain.Part{{number}}
            {
                public sealed record Entry(string Name, int Count);

                public sealed class Index
                {
                    private readonly Dictionary<string, int> _known = new();
            {{members}}
                }
            }
            """;
    }
}

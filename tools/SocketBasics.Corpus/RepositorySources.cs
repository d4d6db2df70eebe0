using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SocketBasics.Corpus;

/// <summary>The C# files of a repository: the product's, and those of its test projects.</summary>
internal sealed class RepositorySources
{
    private static readonly string[] SkippedFolders = ["bin", "obj", "packages", "node_modules", "artifacts"];

    private static readonly string[] GeneratedEndings = [".g.cs", ".g.i.cs", ".designer.cs", ".generated.cs"];

    private static readonly string[] TestFrameworks =
        ["xunit", "nunit", "MSTest", "TUnit", "Microsoft.NET.Test.Sdk", "UnitTestFramework"];

    // What <ImplicitUsings> adds.
    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly CSharpParseOptions Parsing = new(
        LanguageVersion.Preview,
        DocumentationMode.None,
        SourceCodeKind.Regular,
        ["NET", "NETCOREAPP", "NET10_0", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"),
            "NETCOREAPP3_1_OR_GREATER", "NETSTANDARD2_0_OR_GREATER", "NETSTANDARD2_1_OR_GREATER"]);

    private RepositorySources(IReadOnlyList<SyntaxTree> product, IReadOnlyList<SyntaxTree> tests) =>
        (Product, Tests) = (product, tests);

    public IReadOnlyList<SyntaxTree> Product { get; }

    public IReadOnlyList<SyntaxTree> Tests { get; }

    public static RepositorySources Read(GitRepository repository)
    {
        IReadOnlyList<string> files = repository.ListFiles();
        string[] projects = [.. files.Where(file => file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))];
        string[] settings = [.. projects, .. files.Where(file => Path.GetFileName(file) is "Directory.Build.props")];
        Dictionary<string, string> texts = repository.ReadFiles(settings)
            .ToDictionary(file => file.Path, file => TextOf(file.Content).ToString());
        string[] testFolders =
        [
            .. projects.Where(project => TestFrameworks.Any(texts[project].Contains)).Select(FolderOf),
        ];

        var product = new List<SyntaxTree>();
        var tests = new List<SyntaxTree>();
        foreach ((string path, byte[]? content) in repository.ReadFiles([.. files.Where(IsSource)]))
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText(TextOf(content), Parsing, path);
            (testFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) ? tests : product).Add(tree);
        }

        if (texts.Values.Any(text => text.Contains("<ImplicitUsings>enable", StringComparison.OrdinalIgnoreCase)))
        {
            SyntaxTree usings = CSharpSyntaxTree.ParseText(
                string.Concat(Usings.Select(name => $"global using global::{name};\n")), Parsing, "GlobalUsings.g.cs");
            product.Add(usings);
            tests.Add(usings);
        }

        return new(product, tests);
    }

    // A project in the root of the repository has everything below it that is not in a project of its own, so that
    // it says nothing about the rest.
    private static string FolderOf(string project) => Path.GetDirectoryName(project) is { Length: > 0 } folder
        ? folder + "/"
        : project;

    private static bool IsSource(string path)
    {
        string[] parts = path.Split('/');
        return path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
            && !GeneratedEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            && !parts[..^1].Any(folder => SkippedFolders.Contains(folder, StringComparer.OrdinalIgnoreCase));
    }

    // Bytes that are no UTF-8 (older files have the code page of their author) become replacement characters.
    private static SourceText TextOf(byte[]? content) => SourceText.From(new MemoryStream(content ?? []));
}

using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Tests.Repository;

public class SourceLayoutTests
{
    private const int MaxLines = 300;

    // Path below src/ -> why the file is long.
    private static readonly Dictionary<string, string> LongFiles = [];

    // Split, so that this file does not hold what it looks for.
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME"];

    private const string NotImplemented = "NotImplemented" + "Exception";

    // They put the exception into the arms that a code fix adds to a user's switch, or show such a switch.
    private static readonly string[] WriteForUsers =
    [
        "analyzers/SocketBasics.Analyzers.CodeFixes/Usage/MissingOutcome.cs",
        "analyzers/SocketBasics.Analyzers.CodeFixes/Usage/OutcomesHandledCodeFix.cs",
        "analyzers/SocketBasics.Analyzers.CodeFixes/Usage/OutcomesNotHandledCodeFix.cs",
        "docs/rules/SB2002.md",
        "tests/SocketBasics.Analyzers.Tests/Usage/OutcomesHandledFixTests.cs",
        "tests/SocketBasics.Analyzers.Tests/Usage/OutcomesNotHandledFixTests.cs",
    ];

    // Seen to fail with: a second type in KeepAlive.cs, and with BufferSize.cs renamed.
    [Fact]
    public void A_source_file_holds_one_type_and_is_named_for_it()
    {
        string[] wrong =
            [.. SourceFiles().Where(file => !IsNamedFor(Path.GetFileName(file), TypesIn(file))).Select(Relative)];

        Assert.True(wrong.Length == 0, $"Not one type named for the file: {string.Join(", ", wrong)}");
    }

    // Seen to fail with: 300 lines added to RawProtocol.cs.
    [Fact]
    public void A_source_file_is_short_or_listed_with_a_reason()
    {
        string[] @long =
            [.. SourceFiles().Where(file => File.ReadLines(file).Count() > MaxLines).Select(Relative).Order()];

        Assert.Equal(LongFiles.Keys.Order(), @long);
        Assert.All(LongFiles.Values, Assert.NotEmpty);
    }

    // Seen to fail with: a note of something left to do, added to RawProtocol.cs.
    [Fact]
    public void No_file_is_unfinished()
    {
        string[] unfinished = [.. RepositoryFolder.Files()
            .Where(file => File.ReadAllText(file) is var text
                && (Unfinished.Any(word => text.Contains(word, StringComparison.Ordinal))
                    || (text.Contains(NotImplemented, StringComparison.Ordinal)
                        && !WriteForUsers.Contains(Relative(file)))))
            .Select(Relative)];

        Assert.True(unfinished.Length == 0, $"Unfinished: {string.Join(", ", unfinished)}");
    }

    private static IEnumerable<string> SourceFiles() => RepositoryFolder.Files()
        .Where(file => Relative(file).StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(file) == ".cs");

    // Type.cs, Type.Concern.cs, Program.cs of a program, and the files with attributes alone.
    private static bool IsNamedFor(string file, string[] types) => types switch
    {
        [] => file is "Program.cs" or "AssemblyInfo.cs",
        [string type] => file == $"{type}.cs"
            || (file.StartsWith($"{type}.", StringComparison.Ordinal) && file.Split('.').Length == 3),
        _ => false,
    };

    private static string[] TypesIn(string file)
    {
        CompilationUnitSyntax root = CSharpSyntaxTree
            .ParseText(File.ReadAllText(file), new(LanguageVersion.Preview))
            .GetCompilationUnitRoot();
        return [.. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Select(node => node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                _ => "",
            })
            .Where(name => name.Length > 0)];
    }

    private static string Relative(string file) => Path.GetRelativePath(RepositoryFolder.Root, file).Replace('\\', '/');
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SocketBasics.Tests.Repository;

namespace SocketBasics.Tests.PublicApi;

/// <summary>
/// The exceptions that members throw, read from their source: by themselves, or by the private and internal methods
/// that they call. What is inside a try block or a lambda is left out: it may never reach the caller.
/// </summary>
internal sealed class ThrownExceptions
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    private readonly CSharpCompilation _compilation;

    private ThrownExceptions(CSharpCompilation compilation) => _compilation = compilation;

    /// <summary>Reads the sources in a folder of the repository.</summary>
    /// <returns>The names of the exceptions, by the member's documentation ID.</returns>
    public static Dictionary<string, string[]> In(string folder)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        SyntaxTree[] trees = [.. RepositoryFolder.Files()
            .Where(file => file.StartsWith(RepositoryFolder.PathOf(folder), StringComparison.Ordinal))
            .Where(file => Path.GetExtension(file) == ".cs")
            .Select(File.ReadAllText)
            .Append(ImplicitUsings)
            .Select(text => CSharpSyntaxTree.ParseText(text, options))];
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("SocketBasics", StringComparison.Ordinal));
        var reader = new ThrownExceptions(CSharpCompilation.Create(
            "Sources", trees, framework.Select(path => MetadataReference.CreateFromFile(path))));

        return trees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
                .Select(node => reader.Model(tree).GetDeclaredSymbol(node)))
            .OfType<ISymbol>()
            .Where(symbol => symbol is IMethodSymbol or IPropertySymbol)
            .DistinctBy(symbol => symbol.GetDocumentationCommentId())
            .ToDictionary(
                symbol => symbol.GetDocumentationCommentId()!,
                symbol => reader.ThrownBy(symbol, []).Distinct().ToArray());
    }

    private IEnumerable<string> ThrownBy(ISymbol member, HashSet<ISymbol> seen) => !seen.Add(member) ? [] :
        member.DeclaringSyntaxReferences.SelectMany(declaration =>
        {
            SyntaxNode node = declaration.GetSyntax();
            SemanticModel model = Model(node.SyntaxTree);
            return node.DescendantNodes(ReachesTheCaller)
                .SelectMany(inner => ThrownAt(inner, model, seen))
                .ToArray();
        });

    private IEnumerable<string> ThrownAt(SyntaxNode node, SemanticModel model, HashSet<ISymbol> seen) => node switch
    {
        ThrowStatementSyntax { Expression: { } thrown } => NameOf(model.GetTypeInfo(thrown).Type),
        ThrowExpressionSyntax { Expression: var thrown } => NameOf(model.GetTypeInfo(thrown).Type),
        InvocationExpressionSyntax call => model.GetSymbolInfo(call).Symbol switch
        {
            IMethodSymbol { IsStatic: true, ContainingType: var type } method
                when method.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
                    && type.Name.EndsWith("Exception", StringComparison.Ordinal) => NameOf(type),
            IMethodSymbol { DeclaredAccessibility: not Accessibility.Public } method =>
                ThrownBy(method.OriginalDefinition, seen),
            _ => [],
        },
        _ => [],
    };

    private static bool ReachesTheCaller(SyntaxNode node) => node is not (
        AnonymousFunctionExpressionSyntax
        or LocalFunctionStatementSyntax
        or BlockSyntax { Parent: TryStatementSyntax { Catches.Count: > 0 } });

    private SemanticModel Model(SyntaxTree tree) => _compilation.GetSemanticModel(tree);

    // A stored exception that is thrown again has no type to read; UnreachableException is what nobody ever sees.
    private static string[] NameOf(ITypeSymbol? type) =>
        type?.Name is null or "Exception" or "UnreachableException" ? [] : [type.ToDisplayString()];
}

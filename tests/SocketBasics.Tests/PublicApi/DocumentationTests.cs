using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ApiDocs;
using Microsoft.CodeAnalysis;

namespace SocketBasics.Tests.PublicApi;

public partial class DocumentationTests
{
    private static readonly string Library = typeof(Endpoint).Assembly.Location;

    private static readonly XmlDocumentation Documentation = XmlDocumentation.Next(Library);

    // What a summary can hold without saying anything.
    private static readonly HashSet<string> EmptyWords =
    [
        "a", "an", "and", "as", "class", "creates", "enum", "for", "from", "get", "gets", "in", "initializes",
        "instance", "interface", "is", "it", "method", "new", "object", "of", "on", "or", "property", "record",
        "returns", "set", "sets", "struct", "that", "the", "this", "to", "type", "value", "whether", "with",
    ];

    // Seen to fail with: "Gets the target." on ConnectResult.Target.
    [Fact]
    public void Every_summary_says_more_than_the_name() => AllAre(
        symbol => SaysMoreThanItsName(symbol), "has no summary, or one that repeats the name");

    // Seen to fail with: the line of `port` removed from Endpoint.WithPort.
    [Fact]
    public void Every_parameter_is_documented() => AllAre(
        symbol => ParametersOf(symbol).All(parameter => Says(symbol, "param", parameter.Name))
            && TypeParametersOf(symbol).All(parameter => Says(symbol, "typeparam", parameter.Name)),
        "has a parameter without documentation");

    // Seen to fail with: the line of the result removed from Endpoint.WithPort.
    [Fact]
    public void Every_result_is_documented() => AllAre(
        symbol => symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method
            || IsNothing(method.ReturnType) || Says(symbol, "returns"),
        "returns something without saying what");

    // Seen to fail with: the line of ArgumentOutOfRangeException removed from Endpoint.Any.
    [Fact]
    public void Every_exception_that_is_thrown_is_documented()
    {
        var thrown = ThrownExceptions.In("src/SocketBasics");
        Assert.Contains("System.ArgumentOutOfRangeException", thrown["M:SocketBasics.Endpoint.Any(System.Int32)"]);

        string[] wrong = [.. Documented()
            .SelectMany(symbol => thrown.GetValueOrDefault(symbol.GetDocumentationCommentId()!, [])
                .Except(ExceptionsOf(symbol))
                .Select(exception => $"{symbol.ToDisplayString()} throws {exception} without saying so"))];

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    // Seen to fail with: the line of OperationCanceledException removed from Connection.WaitReadableAsync.
    [Fact]
    public void Every_method_that_can_be_canceled_says_how_that_ends() => AllAre(
        symbol => symbol.ContainingNamespace.Name == "Networks"
            || ParametersOf(symbol).All(parameter => parameter.Type.Name != nameof(CancellationToken))
            || ExceptionsOf(symbol).Any(exception => exception.EndsWith("CanceledException", StringComparison.Ordinal)),
        "takes a token, but does not document OperationCanceledException");

    private static void AllAre(Func<ISymbol, bool> isRight, string fault)
    {
        string[] wrong =
            [.. Documented().Where(symbol => !isRight(symbol)).Select(symbol => $"{symbol.ToDisplayString()} {fault}")];

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    // Inherited documentation is judged where it is written; a constructor of nothing and a record's parts say nothing.
    private static IEnumerable<ISymbol> Documented() => ApiAssembly.Load(Library).Types
        .SelectMany(WithMembers)
        .Where(symbol => symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true })
        .Where(symbol => !(symbol.Name == "Deconstruct" && ApiAssembly.IsRecord(symbol.ContainingType)))
        .Where(symbol => Documentation.Find(symbol)?.Descendants("inheritdoc").Any() != true);

    private static IEnumerable<ISymbol> WithMembers(INamedTypeSymbol type) =>
        [type, .. ApiAssembly.MembersOf(type), .. ApiAssembly.NestedTypesOf(type).SelectMany(WithMembers)];

    private static bool SaysMoreThanItsName(ISymbol symbol)
    {
        IEnumerable<string> name = Words(symbol.Name).Concat(Words(symbol.ContainingType?.Name ?? ""));
        return Words(XmlDocumentation.TextOf(Documentation.Find(symbol)?.Element("summary")))
            .Any(word => !EmptyWords.Contains(word) && !name.Any(part => IsSameWord(part, word)));
    }

    private static bool IsSameWord(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    private static IEnumerable<string> Words(string text) =>
        Word().Matches(text).Select(match => match.Value.ToLowerInvariant());

    private static bool Says(ISymbol symbol, string element, string? name = null) =>
        Documentation.Find(symbol)?.Elements(element)
            .FirstOrDefault(found => name is null || found.Attribute("name")?.Value == name) is { } documentation
        && XmlDocumentation.TextOf(documentation).Trim().Length > 0;

    private static IEnumerable<string> ExceptionsOf(ISymbol symbol) =>
        (Documentation.Find(symbol)?.Elements("exception") ?? [])
        .Select(exception => exception.Attribute("cref")!.Value[2..]);

    private static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke.Parameters,
        _ => [],
    };

    private static ImmutableArray<ITypeParameterSymbol> TypeParametersOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.TypeParameters,
        INamedTypeSymbol type => type.TypeParameters,
        _ => [],
    };

    private static bool IsNothing(ITypeSymbol type) =>
        type is { SpecialType: SpecialType.System_Void } or INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 };

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")]
    private static partial Regex Word();
}

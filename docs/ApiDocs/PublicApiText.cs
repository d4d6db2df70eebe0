using Microsoft.CodeAnalysis;

namespace ApiDocs;

/// <summary>The public API as one text to commit and compare, in the form of PublicApiGenerator.</summary>
public static class PublicApiText
{
    /// <summary>Writes the namespaces, types and members of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The text, with line feeds alone.</returns>
    public static string Write(ApiAssembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return string.Concat(assembly.Types
            .GroupBy(type => type.ContainingNamespace.ToDisplayString())
            .SelectMany(space => Block($"namespace {space.Key}", space.SelectMany(Lines)))
            .Select(line => line + "\n"));
    }

    private static IEnumerable<string> Lines(INamedTypeSymbol type)
    {
        IEnumerable<string> members = ApiAssembly.MembersOf(type)
            .SelectMany(member => ContractAttributes.Of(member).Append(Declaration.Of(member)))
            .Concat(ApiAssembly.NestedTypesOf(type).SelectMany(Lines));
        string declaration = Declaration.Of(type);
        return ContractAttributes.Of(type)
            .Concat(type.TypeKind == TypeKind.Delegate ? [declaration] : Block(declaration, members));
    }

    private static IEnumerable<string> Block(string heading, IEnumerable<string> lines) =>
        [heading, "{", .. lines.Select(line => "    " + line), "}"];
}

using Microsoft.CodeAnalysis;

namespace ApiDocs;

/// <summary>The attributes that promise something to callers; the others are for compilers and debuggers.</summary>
internal static class ContractAttributes
{
    public static IEnumerable<string> Of(ISymbol symbol) => Texts(symbol.GetAttributes(), "")
        .Concat(symbol is IMethodSymbol method ? Texts(method.GetReturnTypeAttributes(), "return: ") : []);

    private static IEnumerable<string> Texts(IEnumerable<AttributeData> attributes, string target) => attributes
        .Where(IsContract)
        .Select(attribute => $"[{target}{attribute.ToString()!.Replace("Attribute(", "(", StringComparison.Ordinal)}]")
        .Select(text => text.Replace("Attribute]", "]", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static bool IsContract(AttributeData attribute) => attribute.AttributeClass is { } type
        && type.ContainingNamespace.ToDisplayString() switch
        {
            "System" => type.Name is "AttributeUsageAttribute" or "FlagsAttribute" or "ObsoleteAttribute",
            "System.ComponentModel" => type.Name is "EditorBrowsableAttribute",
            "System.Diagnostics.CodeAnalysis" => type.Name is not (
                "ExcludeFromCodeCoverageAttribute" or "SuppressMessageAttribute"
                or "UnconditionalSuppressMessageAttribute"),
            "System.Runtime.Versioning" => true,
            _ => false,
        };
}

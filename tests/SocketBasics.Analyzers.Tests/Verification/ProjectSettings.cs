using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SocketBasics.Analyzers.Tests.Verification;

/// <summary>What a test project is made of, besides its source.</summary>
internal sealed record ProjectSettings
{
    public static ProjectSettings Default { get; } = new();

    /// <summary>Gets whether the source has top-level statements.</summary>
    public bool IsProgram { get; init; }

    /// <summary>Gets the language; before C# 14 an array becomes a span by an operator of the span.</summary>
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public bool WithLibrary { get; init; } = true;

    /// <summary>Gets whether the source may hold unsafe code.</summary>
    public bool IsUnsafe { get; init; }

    /// <summary>Gets what <c>.editorconfig</c> says, key and value.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<MetadataReference> References { get; init; } = [];
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells the patterns inside a pattern that match whatever there can be.</summary>
internal static class TotalPattern
{
    /// <summary>Whether all patterns inside match; the type in front of them is not looked at.</summary>
    public static bool AreTotal(IRecursivePatternOperation pattern)
    {
        foreach (IPropertySubpatternOperation subpattern in pattern.PropertySubpatterns)
        {
            var reference = subpattern.Member as IMemberReferenceOperation;
            if (!IsTotal(subpattern.Pattern, reference?.Type, AnnotationOf(reference?.Member)))
                return false;
        }

        if (pattern.DeconstructionSubpatterns.IsEmpty)
            return true;
        if (pattern.DeconstructSymbol is not IMethodSymbol method)
            return false;

        // Deconstruct may be an extension, whose first parameter is what is taken apart.
        int first = method.Parameters.Length - pattern.DeconstructionSubpatterns.Length;
        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            ITypeSymbol type = method.Parameters[first + i].Type;
            if (!IsTotal(pattern.DeconstructionSubpatterns[i], type, type.NullableAnnotation))
                return false;
        }

        return true;
    }

    private static bool IsTotal(IPatternOperation pattern, ITypeSymbol? type, NullableAnnotation annotation) =>
        pattern switch
        {
            IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true } => true,
            IDeclarationPatternOperation declaration => IsWhole(declaration.MatchedType, type, annotation),
            ITypePatternOperation matching => IsWhole(matching.MatchedType, type, annotation),
            IRecursivePatternOperation recursive =>
                IsWhole(recursive.MatchedType, type, annotation) && AreTotal(recursive),
            IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either =>
                IsTotal(either.LeftPattern, type, annotation) || IsTotal(either.RightPattern, type, annotation),
            IBinaryPatternOperation both =>
                IsTotal(both.LeftPattern, type, annotation) && IsTotal(both.RightPattern, type, annotation),
            _ => false,
        };

    /// <summary>The compiler, too, lets a value that is declared as never null be matched by its type.</summary>
    private static bool IsWhole(ITypeSymbol? matched, ITypeSymbol? type, NullableAnnotation annotation) =>
        matched is not null
        && LibrarySymbols.Is(matched, type)
        && (matched.IsValueType || annotation != NullableAnnotation.Annotated);

    private static NullableAnnotation AnnotationOf(ISymbol? member) => member switch
    {
        IPropertySymbol property => property.NullableAnnotation,
        IFieldSymbol field => field.NullableAnnotation,
        _ => NullableAnnotation.Annotated,
    };
}

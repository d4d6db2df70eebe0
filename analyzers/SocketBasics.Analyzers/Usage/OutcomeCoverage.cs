using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Which outcomes of a connect patterns match.</summary>
/// <param name="Surely">Those that are matched whatever they hold.</param>
/// <param name="Possibly">Those that can be matched at all.</param>
internal readonly record struct OutcomeCoverage(Outcomes Surely, Outcomes Possibly)
{
    private static readonly OutcomeCoverage Everything = Exactly(Outcomes.Everything);

    /// <summary>What the cases of a statement match, without its default; null when it is about other values.</summary>
    public static OutcomeCoverage? Of(ISwitchOperation statement, LibrarySymbols symbols) =>
        LibrarySymbols.Is(statement.Value.Type, symbols.ConnectResult)
            ? Union(statement.Cases.Select(section => Of(section, symbols)))
            : null;

    /// <summary>What the cases of one section match, without a default.</summary>
    public static OutcomeCoverage Of(ISwitchCaseOperation section, LibrarySymbols symbols) => Union(section.Clauses
        .Where(clause => clause is not IDefaultCaseClauseOperation)
        .Select(clause => Of(clause, symbols)));

    /// <summary>What the arms of an expression match; null when the expression is about something else.</summary>
    public static OutcomeCoverage? Of(ISwitchExpressionOperation expression, LibrarySymbols symbols) =>
        LibrarySymbols.Is(expression.Value.Type, symbols.ConnectResult)
            ? Union(expression.Arms.Select(arm => Of(arm.Pattern, symbols).When(arm.Guard)))
            : null;

    private static OutcomeCoverage Of(ICaseClauseOperation clause, LibrarySymbols symbols) => clause switch
    {
        IPatternCaseClauseOperation { Pattern: { } pattern } matching => Of(pattern, symbols).When(matching.Guard),
        _ => new(Outcomes.None, Outcomes.Everything),
    };

    private static OutcomeCoverage Of(IPatternOperation pattern, LibrarySymbols symbols)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return Everything;
            case IDeclarationPatternOperation declaration:
                return OfType(declaration.MatchedType, symbols);
            case ITypePatternOperation type:
                return OfType(type.MatchedType, symbols);
            case IRecursivePatternOperation recursive:
                OutcomeCoverage matched = OfType(recursive.MatchedType, symbols);
                return TotalPattern.AreTotal(recursive) ? matched : matched with { Surely = Outcomes.None };
            // Of a class, null is the only constant.
            case IConstantPatternOperation { Value.ConstantValue.HasValue: true }:
                return Exactly(Outcomes.Null);
            case INegatedPatternOperation negated:
                OutcomeCoverage inner = Of(negated.Pattern, symbols);
                return new(Outcomes.Everything & ~inner.Possibly, Outcomes.Everything & ~inner.Surely);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Union([Of(either.LeftPattern, symbols), Of(either.RightPattern, symbols)]);
            case IBinaryPatternOperation both:
                OutcomeCoverage left = Of(both.LeftPattern, symbols);
                OutcomeCoverage right = Of(both.RightPattern, symbols);
                return new(left.Surely & right.Surely, left.Possibly & right.Possibly);
            default:
                return new(Outcomes.None, Outcomes.Everything);
        }
    }

    private static OutcomeCoverage OfType(ITypeSymbol? type, LibrarySymbols symbols)
    {
        Outcomes outcome = symbols.OutcomeOf(type);
        if (outcome != Outcomes.None)
            return Exactly(outcome);

        // "object" holds every outcome; a type that is not known may.
        for (INamedTypeSymbol? ancestor = symbols.ConnectResult; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (LibrarySymbols.Is(type, ancestor))
                return Exactly(Outcomes.All);
        }

        return new(Outcomes.None, Outcomes.All);
    }

    private static OutcomeCoverage Exactly(Outcomes outcomes) => new(outcomes, outcomes);

    private static OutcomeCoverage Union(IEnumerable<OutcomeCoverage> all) => all.Aggregate(
        default(OutcomeCoverage),
        static (sum, one) => new(sum.Surely | one.Surely, sum.Possibly | one.Possibly));

    /// <summary>The same under a condition: nothing is sure any more.</summary>
    private OutcomeCoverage When(IOperation? condition) =>
        condition is null ? this : this with { Surely = Outcomes.None };
}

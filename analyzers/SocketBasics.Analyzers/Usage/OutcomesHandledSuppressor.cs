using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SBS0001: a switch that handles the five outcomes is complete, which the compiler cannot know.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutcomesHandledSuppressor : DiagnosticSuppressor
{
    public const string Id = "SBS0001";

    private const string Justification =
        "A connect ends with one of five outcomes, all of them are handled, and version 1 will never have a sixth.";

    // CS8655 and CS8847 speak of null alone, and are always right.
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
    [
        new(Id, "CS8509", Justification),
        new(Id, "CS8846", Justification),
        new(Id, "IDE0010", Justification),
        new(Id, "IDE0072", Justification),
    ];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;

            // The innermost: a switch that is all of an argument would else be found as the argument.
            SyntaxNode node = tree.GetRoot(context.CancellationToken)
                .FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (Missing(node, context.GetSemanticModel(tree), context.CancellationToken) is { Count: 0 })
            {
                context.ReportSuppression(Suppression.Create(
                    SupportedSuppressions.First(descriptor => descriptor.SuppressedDiagnosticId == diagnostic.Id),
                    diagnostic));
            }
        }
    }

    /// <summary>Gets what a switch does not surely match: names of outcomes, and <c>null</c>.</summary>
    /// <returns>None when it is complete; null when it is no switch over a connect result.</returns>
    public static IReadOnlyList<string>? Missing(
        SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (LibrarySymbols.Of(model.Compilation, cancellationToken) is not { } symbols)
            return null;

        (OutcomeCoverage? coverage, IOperation? value) = model.GetOperation(node, cancellationToken) switch
        {
            ISwitchExpressionOperation expression => (OutcomeCoverage.Of(expression, symbols), expression.Value),
            ISwitchOperation statement => (OutcomeCoverage.Of(statement, symbols), statement.Value),
            _ => default,
        };
        if (coverage is not { Surely: var handled } || value is null)
            return null;

        // Of an outcome and null the compiler names one only, so that its warning stands for both.
        NullableFlowState state = model.GetTypeInfo(value.Syntax, cancellationToken).Nullability.FlowState;
        bool isNullMissing = state == NullableFlowState.MaybeNull && !handled.HasFlag(Outcomes.Null);
        return [.. Outcome.NamesOf(Outcomes.All & ~handled), .. isNullMissing ? ["null"] : Array.Empty<string>()];
    }
}

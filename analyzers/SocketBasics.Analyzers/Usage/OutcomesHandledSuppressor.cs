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
        if (LibrarySymbols.Of(context.Compilation, context.CancellationToken) is not { } symbols)
            return;

        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (IsComplete(diagnostic, context, symbols))
            {
                context.ReportSuppression(Suppression.Create(
                    SupportedSuppressions.First(descriptor => descriptor.SuppressedDiagnosticId == diagnostic.Id),
                    diagnostic));
            }
        }
    }

    private static bool IsComplete(Diagnostic diagnostic, SuppressionAnalysisContext context, LibrarySymbols symbols)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return false;

        SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
        SemanticModel model = context.GetSemanticModel(tree);
        (OutcomeCoverage? coverage, IOperation? value) = model.GetOperation(node, context.CancellationToken) switch
        {
            ISwitchExpressionOperation expression => (OutcomeCoverage.Of(expression, symbols), expression.Value),
            ISwitchOperation statement => (OutcomeCoverage.Of(statement, symbols), statement.Value),
            _ => default,
        };
        if (coverage is not { Surely: var handled } || value is null)
            return false;

        // Where null is missing as well, the compiler says only what this would take back.
        NullableFlowState state = model.GetTypeInfo(value.Syntax, context.CancellationToken).Nullability.FlowState;
        Outcomes possible = state == NullableFlowState.MaybeNull ? Outcomes.Everything : Outcomes.All;
        return (handled & possible) == possible;
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>SB1302: all of a buffer is taken, of which a read has filled only a part.</summary>
public sealed class WholeBufferUsedAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1302";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Whole buffer used after a partial read",
        "'{0}' takes all of '{1}', but '{2}' may have filled only the start of it; the bytes behind its count are old",
        RuleCategory.Bytes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A read fills a buffer as far as bytes are there, and tells how far. Behind that is what was there before: "
            + "zeros, or the rest of an earlier message.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        actions.RegisterCallAction(operation => Analyze(operation, symbols), WholeBuffer.Names);
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.ObjectCreation);
    }

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        // One report for one mistake: a count that is not kept is reported where it gets lost.
        if (WholeBuffer.Find(context.Operation, symbols) is not { } use
            || PartialRead.Before(use, symbols) is not { } read
            || ReceivedCountIgnoredAnalyzer.IsIgnored(read, symbols))
        {
            return;
        }

        // Once the count is used, what else takes all of the buffer would go unnoticed.
        IReadOnlyList<WholeBuffer> uses = PartialRead.After(read, symbols);
        ImmutableDictionary<string, string?> properties =
            PartialRead.Properties(read, uses, out IEnumerable<Location> places);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, use.Use.Syntax.GetLocation(), [read.Call.Syntax.GetLocation(), .. places], properties,
            use.Name, SocketUse.SymbolOf(use.Buffer)!.Name, read.Name));
    }
}

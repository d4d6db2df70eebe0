using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>SB1303: a loop reads until it has enough, and never asks whether the peer has ended.</summary>
public sealed class EndNotTestedAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1303";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Receive loop never tests for zero",
        "'{0}' returns 0 when the peer has ended the connection; this loop then never ends",
        RuleCategory.Bytes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The end is told by a count of 0, at once and every time. A loop that waits for more bytes then runs for "
            + "ever, on a processor of its own.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(operation => Analyze(operation, symbols), ReadCall.Names);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        if (ReadCall.Find(context.Operation, symbols) is { IsEnd: false } read
            && read.IsFromPeer(symbols)
            && !read.IsOfDatagrams(symbols)
            && !ReadBuffer.IsEmpty(read)
            && ReceiveLoop.NeedsBytes(read))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, read.Call.Syntax.GetLocation(), read.Name));
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>SB1001: a port goes through htons or the like before .NET gets it, which calls htons itself.</summary>
public sealed class SwappedPortAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Port byte-swapped before it reaches .NET",
        "'{0}' already expects a port in host byte order; do not convert it with '{1}'{2}",
        RuleCategory.Addresses,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Ports are ordinary numbers in .NET: the framework swaps the bytes when it fills sockaddr_in. A port that was "
            + "swapped already is swapped back, and names another port.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(
            operation => Analyze(operation, symbols), OperationKind.Argument, OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        if (PortParameter.Find(context.Operation, symbols, out IOperation port) is not { } taker)
            return;

        PortOrigin origin = PortOrigin.Of(port);
        if (!origin.IsSwappedAway)
        {
            // In whatever order it was: two bytes that are swapped as four are no port.
            if (ByteSwap.Find(PortExpression.Innermost(port)) is { } wide && CutSwap.IsOfNarrow(wide))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Rule, PortExpression.SyntaxOf(port).GetLocation(), taker, wide.Name,
                    $": it swaps {wide.Bytes} bytes of a number of two, and no port comes of that"));
            }

            return;
        }

        // What the fix needs: all of the swap with its casts, and the number in its innermost.
        IOperation number = PortExpression.Innermost(origin.Swap!.Operand);
        IOperation whole = PortExpression.Outermost(origin.At!);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            PortExpression.SyntaxOf(port).GetLocation(),
            [PortExpression.SyntaxOf(whole).GetLocation(), number.Syntax.GetLocation()],
            taker, origin.Swap.Name, Consequence(origin)));
    }

    private static string Consequence(PortOrigin origin)
    {
        if (Constants.Integer(PortExpression.Innermost(origin.Swap!.Operand)) is not (> 0 and <= ushort.MaxValue and { } port))
            return string.Empty;
        return origin.Order switch
        {
            ByteOrder.Network => $": port {port} becomes {PortExpression.Swap((int)port)}",
            ByteOrder.Lost => $": port {port} becomes 0",
            _ => string.Empty,
        };
    }
}

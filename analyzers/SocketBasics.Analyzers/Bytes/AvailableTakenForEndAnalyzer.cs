using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1304: a message is taken for complete as soon as the kernel has no more bytes of it.</summary>
public sealed class AvailableTakenForEndAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1304";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "No data available taken for the end of the message",
        "'{0}' tells what has arrived by now, not where the message ends; read as far as its length or end mark says",
        RuleCategory.Bytes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A message may arrive in parts, with pauses between them, and two messages may arrive at once. That nothing is "
            + "there at the moment says nothing about either.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Loop);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var loop = (ILoopOperation)context.Operation;
        if (AvailableLoop.ConditionOf(loop, symbols) is not { } asked
            || !ReadsFromPeer(loop, symbols)
            || Accumulation.In(loop).FirstOrDefault(added => IsMessage(added.Whole, loop)) is not { } message)
        {
            return;
        }

        // With the condition at the end the first read waits, as for a message; at the top it may only empty a queue.
        DiagnosticSeverity severity = message.IsText && loop is IWhileLoopOperation { ConditionIsTop: false }
            ? DiagnosticSeverity.Warning
            : DiagnosticSeverity.Info;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, asked.Syntax.GetLocation(), severity,
            additionalLocations: null, properties: null, asked.Property.Name));
    }

    private static bool ReadsFromPeer(ILoopOperation loop, SocketSymbols symbols) =>
        loop.Body.Descendants().Any(operation =>
            ReadCall.Find(operation, symbols) is { } read
            && read.IsFromPeer(symbols)
            && !read.IsOfDatagrams(symbols)
            && ReceiveLoop.LoopAround(read.Call) == loop);

    /// <summary>Whether a variable begins anew before the loop, and is taken for a message behind it.</summary>
    private static bool IsMessage(IOperation whole, ILoopOperation loop)
    {
        if (SocketUse.SymbolOf(whole) is not ILocalSymbol local
            || Declaration(local, loop) is not { } declarator
            || ReceiveLoop.LoopAround(declarator) != ReceiveLoop.LoopAround(loop))
        {
            return false;
        }

        IOperation[] uses =
        [
            .. UsesOf(local, loop).Where(use => use.Syntax.SpanStart > loop.Syntax.Span.End),
        ];
        return uses.Length > 0 && !uses.Any(IsCollected);
    }

    private static IVariableDeclaratorOperation? Declaration(ILocalSymbol local, IOperation within) =>
        within.MentionsOf(local).OfType<IVariableDeclaratorOperation>().FirstOrDefault();

    private static IEnumerable<IOperation> UsesOf(ILocalSymbol local, IOperation within) =>
        within.MentionsOf(local).OfType<ILocalReferenceOperation>();

    /// <summary>Whether a part is added to what somebody collects, who may know where the message ends.</summary>
    private static bool IsCollected(IOperation part)
    {
        for (IOperation child = part; child.Parent is { } outer and not IBlockOperation; child = outer)
        {
            switch (outer)
            {
                case ICompoundAssignmentOperation:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: { } name } }
                    when name is "Append" or "AddRange" or "Feed" or "Push":
                    return true;
                case IVariableDeclaratorOperation { Symbol: var derived }:
                    return UsesOf(derived, part).Any(IsCollected);
            }
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB2004: a client is accepted, and nobody keeps its connection.</summary>
public sealed class AcceptedConnectionDiscardedAnalyzer() : LibraryAnalyzer(Rule)
{
    public const string Id = "SB2004";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Accepted connection discarded",
        "'{0}' returns the connection to a client, which is lost here: nobody can answer or close it any more",
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Each accept takes one client out of the queue. The connection that it returns is the only way to that client.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, LibrarySymbols symbols)
    {
        actions.RegisterCallAction(operation => AnalyzeCall(operation, symbols), "AcceptAsync");
        actions.RegisterOperationAction(operation => AnalyzeLoop(operation, symbols), OperationKind.Loop);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        var accept = (IInvocationOperation)context.Operation;
        if (LibraryAccept.IsAccept(accept, symbols) && AcceptedValue.IsLost(accept, IsPassing))
            context.ReportDiagnostic(Diagnostic.Create(Rule, accept.Syntax.GetLocation(), "AcceptAsync"));
    }

    private static void AnalyzeLoop(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        if (context.Operation is IForEachLoopOperation loop
            && LibraryAccept.VariableOf(loop, symbols) is { } variable
            && !loop.Body.Descendants().Any(operation =>
                operation is ILocalReferenceOperation reference && LibrarySymbols.Is(reference.Local, variable)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, variable.Locations[0], "AcceptAllAsync"));
        }
    }

    private static bool IsPassing(string member) => member
        is "SendAsync" or "ReceiveAsync" or "WaitReadableAsync" or "ShutdownSend" or "SetKeepAlive" or "NoDelay"
        or "RemoteEndpoint" or "LocalEndpoint" or "ToString";
}

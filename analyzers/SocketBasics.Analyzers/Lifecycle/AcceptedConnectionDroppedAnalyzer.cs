using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1107: the connection that Accept returns is used at once or not at all, and kept nowhere.</summary>
public sealed class AcceptedConnectionDroppedAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1107";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Accepted connection dropped",
        "'{0}' returns the new connection; it is lost here and never closed",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Each accept takes one client out of the queue. Whoever does not keep what it returns can neither answer that client "
            + "nor close the connection.",
        RulePage.Of(Id));

    private static readonly string[] AcceptNames =
    [
        "Accept", "EndAccept", "AcceptSocket", "EndAcceptSocket", "AcceptTcpClient", "EndAcceptTcpClient", "AcceptAsync",
        "AcceptSocketAsync", "AcceptTcpClientAsync",
    ];

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(operation => Analyze(operation, symbols), AcceptNames);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var accept = (IInvocationOperation)context.Operation;
        if (IsAccept(accept, symbols) && AcceptedValue.IsLost(accept, LosesConnection))
            context.ReportDiagnostic(Diagnostic.Create(Rule, accept.Syntax.GetLocation(), accept.TargetMethod.Name));
    }

    private static bool IsAccept(IInvocationOperation call, SocketSymbols symbols) =>
        (SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.Socket)
            || SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.TcpListener))

        // What is accepted into a socket of the caller is the caller's already.
        && !call.Arguments.Any(argument => SocketSymbols.Is(argument.Parameter?.Type, symbols.Socket));

    private static bool LosesConnection(string member) => member
        is "Send" or "SendAsync" or "SendFile" or "SendFileAsync" or "Receive" or "ReceiveAsync"
        or "Available" or "Connected" or "RemoteEndPoint" or "LocalEndPoint";
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1204: <c>Connected</c> is asked where it cannot be false, or where it does not become false.</summary>
public sealed class ConnectedTakenForAliveAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1204";

    /// <summary>The property of a diagnostic about a statement that is never run.</summary>
    public const string IsDead = "dead";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Connected is not a liveness test",
        "'Connected' tells how the last operation went, not whether the peer is there: {0}",
        RuleCategory.Connecting,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "It asks neither the kernel nor the peer. A connect that returns has succeeded, and a peer that has ended is "
            + "found by a read that returns 0.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        actions.RegisterOperationAction(operation => AnalyzeIf(operation, symbols), OperationKind.Conditional);
        actions.RegisterOperationAction(operation => AnalyzeLoop(operation, symbols), OperationKind.Loop);
    }

    /// <summary><c>socket.Connect(remote); if (!socket.Connected) throw ...</c></summary>
    private static void AnalyzeIf(OperationAnalysisContext context, SocketSymbols symbols)
    {
        // Of a bool there is no other unary operator than "!".
        var test = (IConditionalOperation)context.Operation;
        if (SocketUse.Inner(test.Condition) is IUnaryOperation not
            && Connected(not.Operand, symbols) is { Instance: { } socket } connected
            && Before(test) is IExpressionStatementOperation { Operation: { } connecting }
            && SocketUse.Inner(connecting) is IInvocationOperation { Instance: { } connecter } call
            && IsConnect(call, connecting)
            && SocketSymbols.Is(call.TargetMethod.ContainingType, connected.Property.ContainingType as INamedTypeSymbol)
            && BufferVariable.Of(socket) is { } variable
            && BufferVariable.IsSame(BufferVariable.Of(connecter), variable))
        {
            string reason = $"here it is true, as '{call.TargetMethod.Name}' throws when it fails";
            Report(context, connected, reason, isDead: true);
        }
    }

    /// <summary><c>while (socket.Connected) { ... socket.Receive(buffer); ... }</c></summary>
    private static void AnalyzeLoop(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var loop = (ILoopOperation)context.Operation;
        if (ReceiveLoop.ConditionOf(loop) is { } condition
            && Connected(condition, symbols) is { } connected
            && ReceiveLoop.EndsOnlyByErrors(loop)
            && loop.Body.Descendants()
                .Select(operation => ReadCall.Find(operation, symbols))
                .FirstOrDefault(read => read is not null && NeverEnds(read, loop, symbols)) is { } read)
        {
            Report(context, connected, $"it stays true when '{read.Name}' returns 0", isDead: false);
        }
    }

    private static void Report(
        OperationAnalysisContext context, IPropertyReferenceOperation connected, string reason, bool isDead)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (isDead)
            properties = properties.Add(IsDead, "");
        context.ReportDiagnostic(Diagnostic.Create(Rule, connected.Syntax.GetLocation(), properties, reason));
    }

    private static IPropertyReferenceOperation? Connected(IOperation value, SocketSymbols symbols) =>
        SocketUse.Inner(value) is IPropertyReferenceOperation { Property: { Name: "Connected" } property } connected
        && (SocketSymbols.Is(property.ContainingType, symbols.Socket)
            || SocketSymbols.Is(property.ContainingType, symbols.TcpClient))
            ? connected
            : null;

    private static IOperation? Before(IOperation statement) => statement.Parent is IBlockOperation block
        ? block.Operations.TakeWhile(other => other != statement).LastOrDefault()
        : null;

    /// <summary>A connect that was waited for, for as long as it took.</summary>
    private static bool IsConnect(IInvocationOperation call, IOperation statement) => call.TargetMethod.Name switch
    {
        "Connect" => true,
        "ConnectAsync" => statement is IAwaitOperation,
        _ => false,
    };

    private static bool NeverEnds(ReadCall read, ILoopOperation loop, SocketSymbols symbols) =>
        read.IsFromPeer(symbols)
        && !read.IsEnd
        && !read.IsOfDatagrams(symbols)
        && !ReadBuffer.IsEmpty(read)
        && ReceiveLoop.LoopAround(read.Call) == loop
        && (CallResult.IsIgnored(read.Call) || ReadTotals.Of(read, loop) is not null);
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1102: the listening socket is shut down or disconnected, or closed again by way of a new one.</summary>
public sealed class ListeningSocketShutDownAnalyzer() : ListeningSocketAnalyzer(Rule)
{
    public const string Id = "SB1102";

    /// <summary>Tells the code fix that the socket is the one of a TcpListener.</summary>
    public const string ByListener = "ByListener";

    /// <summary>Tells the code fix that the listener is closed already.</summary>
    public const string IsClosed = "IsClosed";

    private const string NothingToEnd = "it has no connection to end, and on Windows this throws; close it instead";
    private const string NewSocket = "Stop has closed it, and 'Server' creates a new one; remove this";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Listening socket shut down or disconnected",
        "'{0}' of the listening socket '{1}': {2}",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Shutdown and Disconnect end a connection, and a listening socket has none. What ends listening is close(2).",
        RulePage.Of(Id));

    private protected override void Analyze(
        IOperation listening, SocketSymbols symbols, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (SocketUse.MemberOf(listening) is not { } use || SocketUse.NameOf(use) is not { } name || !Ends(name))
            return;

        var server = listening as IPropertyReferenceOperation;
        if (server is not null && !IsServer(server, symbols))
            server = null;
        bool isStopped = server is not null && FollowsStop(server, symbols);
        bool isClosed = name is "Close" or "Dispose";
        if ((isStopped || !isClosed) && !SocketUse.IsOnlyStated(use) && !IsForOneSystem(use))
        {
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
            if (server is not null)
                properties = properties.Add(ByListener, null);
            if (isStopped)
                properties = properties.Add(IsClosed, null);
            report(Diagnostic.Create(
                Rule, use.Syntax.GetLocation(), properties,
                name, listening.Syntax, isStopped ? NewSocket : NothingToEnd));
        }
    }

    private static bool Ends(string method) => method
        is "Shutdown" or "Disconnect" or "DisconnectAsync" or "BeginDisconnect" or "Close" or "Dispose";

    /// <summary>
    /// Whether the program asks what system it runs on: on Linux, shutdown(2) ends an accept that close(2) leaves.
    /// </summary>
    private static bool IsForOneSystem(IOperation use)
    {
        for (IOperation? outer = use.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IConditionalOperation conditional
                && conditional.Condition.DescendantsAndSelf().Any(static part => part switch
                {
                    IInvocationOperation call =>
                        call.TargetMethod.ContainingType.Name is "OperatingSystem" or "RuntimeInformation",
                    IPropertyReferenceOperation property => property.Property.ContainingType.Name is "OperatingSystem",
                    _ => false,
                }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the last statement before, in the same block, that speaks of the listener has stopped it.
    /// </summary>
    private static bool FollowsStop(IPropertyReferenceOperation server, SocketSymbols symbols)
    {
        if (SocketUse.SymbolOf(server.Instance) is not { } listener)
            return false;

        IOperation statement = server;
        while (statement.Parent is { } parent and not IBlockOperation)
            statement = parent;
        if (statement is not IExpressionStatementOperation || statement.Parent is not IBlockOperation block)
            return false;

        for (int i = block.Operations.IndexOf(statement) - 1; i >= 0; i--)
        {
            IOperation earlier = block.Operations[i];
            if (earlier.DescendantsAndSelf().Any(operation => IsStop(operation, listener, symbols)))
                return earlier is IExpressionStatementOperation;
            if (earlier.DescendantsAndSelf().Any(operation =>
                SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(operation), listener)))
                return false;
        }

        return false;
    }

    private static bool IsStop(IOperation operation, ISymbol listener, SocketSymbols symbols) =>
        operation is IInvocationOperation { TargetMethod.Name: "Stop" or "Dispose" } stop
        && SocketSymbols.Is(stop.TargetMethod.ContainingType, symbols.TcpListener)
        && SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(stop.Instance), listener);
}

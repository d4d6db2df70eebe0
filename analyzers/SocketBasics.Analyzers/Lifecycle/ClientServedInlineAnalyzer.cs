using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1108: a loop accepts a client, and reads from it until it is gone before it accepts the next.</summary>
public sealed class ClientServedInlineAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1108";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Accept loop serves clients inline",
        "While the loop below reads from '{0}', nobody accepts: one client that sends nothing stops all others",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Other clients wait in the queue of the listening socket, connected as far as they can see, and get no answer.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.VariableDeclarator);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var declarator = (IVariableDeclaratorOperation)context.Operation;
        if (declarator.GetVariableInitializer() is not { } initializer
            || SocketUse.Inner(initializer.Value) is not IInvocationOperation accept
            || !accept.TargetMethod.Name.StartsWith("Accept", StringComparison.Ordinal)
            || !(SocketSymbols.Is(accept.TargetMethod.ContainingType, symbols.Socket)
                || SocketSymbols.Is(accept.TargetMethod.ContainingType, symbols.TcpListener))
            || LoopAround(declarator) is not { } loop)
        {
            return;
        }

        var connection = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { declarator.Symbol };
        bool isRead = false;
        foreach (IOperation operation in loop.Body.Descendants())
        {
            switch (operation)
            {
                // A stream or reader of the connection.
                case IVariableDeclaratorOperation derived when derived.GetVariableInitializer() is { } made
                    && Mentions(made, connection):
                    if (!IsOfStreams(derived.Symbol.Type) && derived.Symbol.Type.SpecialType == SpecialType.None)
                        return;
                    if (IsOfStreams(derived.Symbol.Type))
                        connection.Add(derived.Symbol);
                    break;
                case IAnonymousFunctionOperation or ILocalFunctionOperation when Mentions(operation, connection):
                    return;

                // Whoever gets the connection may serve it elsewhere.
                case IArgumentOperation argument when IsConnection(argument.Value, connection)
                    && !IsPartOfStream(argument):
                    return;
                case IInvocationOperation read when Reads(read.TargetMethod.Name)
                    && read.Instance is { } source && IsConnection(source, connection) && LoopAround(read) != loop:
                    isRead = true;
                    break;
            }
        }

        if (isRead)
            context.ReportDiagnostic(Diagnostic.Create(Rule, accept.Syntax.GetLocation(), declarator.Symbol.Name));
    }

    private static ILoopOperation? LoopAround(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IWhileLoopOperation or IForLoopOperation)
                return (ILoopOperation)outer;
        }

        return null;
    }

    private static bool IsOfStreams(ITypeSymbol type) =>
        type.Name is "NetworkStream" or "Stream" or "StreamReader" or "StreamWriter"
        or "BinaryReader" or "BinaryWriter" or "Socket";

    private static bool IsPartOfStream(IArgumentOperation argument) =>
        argument.Parent is IObjectCreationOperation { Type: { } type } && IsOfStreams(type);

    private static bool Mentions(IOperation operation, HashSet<ISymbol> connection) =>
        operation.Descendants().Any(inner => IsConnection(inner, connection));

    private static bool IsConnection(IOperation value, HashSet<ISymbol> connection) =>
        SocketUse.SymbolOf(value) is ILocalSymbol local && connection.Contains(local);

    private static bool Reads(string method) => method
        is "Receive" or "ReceiveAsync" or "Read" or "ReadAsync" or "ReadLine" or "ReadLineAsync" or "ReadByte"
            or "ReadString";
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1004: a constant that is no port, or 0 where a port is to be connected to.</summary>
public sealed class PortOutOfRangeAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1004";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Port out of range",
        "{0} is no port for '{1}': {2}",
        RuleCategory.Addresses,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A port has 16 bits: 0 to 65535. Port 0 asks bind for any free port, and means nothing to connect.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(
            operation => Analyze(operation, symbols), OperationKind.Argument, OperationKind.SimpleAssignment);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        if (PortParameter.Find(context.Operation, symbols, out IOperation value) is not { } taker
            || NumberOf(value) is not { } port
            || (port is >= 0 and <= ushort.MaxValue && (port != 0 || !IsConnected(context.Operation, symbols)))
            || ThrowAssertion.Expects(context.Operation))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            PortExpression.SyntaxOf(value).GetLocation(),
            port, taker,
            port == 0 ? "port 0 asks the system for a free port to bind, and cannot be connected to" : "ports are 0 to 65535"));
    }

    private static long? NumberOf(IOperation value)
    {
        if (Constants.Integer(value) is { } constant)
            return constant;
        return value is ILocalReferenceOperation local
            && VariableWrites.TryFindLast(local, local.Local, out VariableWrite? write)
                ? Constants.Integer(write?.Value)
                : null;
    }

    private static bool IsConnected(IOperation operation, SocketSymbols symbols) => operation switch
    {
        // The wildcard with port 0 dissolves the association of a datagram socket; for others SB1202 tells of it.
        IArgumentOperation { Parent: { } made } when NamesWildcard(made, symbols) => false,
        IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol method } when ConnectParameter.IsConnect(method, symbols) => true,
        IArgumentOperation { Parent: { } made } => IsRemote(made, symbols),
        _ => false,
    };

    private static bool NamesWildcard(IOperation call, SocketSymbols symbols) =>
        call.ChildOperations.Prepend(call).Any(part => ConstantAddress.IsWildcard(
            ConstantAddress.Of(part is IArgumentOperation argument ? argument.Value : part, symbols)));

    // new IPEndPoint(address, 0) that goes into a connect as it is.
    private static bool IsRemote(IOperation endPoint, SocketSymbols symbols)
    {
        while (endPoint.Parent is IConversionOperation)
            endPoint = endPoint.Parent;
        return endPoint.Parent is IArgumentOperation argument
            && (ConnectParameter.IsRemote(argument, symbols) || ConnectParameter.IsDestination(argument, symbols));
    }
}

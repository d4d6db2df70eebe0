using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1110: the port is read from the endpoint that asked for any, not from the socket that got one.</summary>
public sealed class PortReadTooEarlyAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1110";

    /// <summary>What the code fix reads instead.</summary>
    public const string Instead = "Instead";

    private const string Input = "bind does not change the endpoint it is given; read the local endpoint of the socket";
    private const string NotBound = "Start is what binds the listener; read the port after it";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Port read where the system does not put it",
        "'{0}' is still 0: {1}",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Port 0 asks bind(2) for a free port. Which one it is, getsockname(2) tells, by way of the socket.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var port = (IPropertyReferenceOperation)context.Operation;
        if (port.Property.Name != "Port" || port.Instance is not { } instance)
            return;

        if (UnstartedListener.IsEndpointOf(instance, symbols))
        {
            if (!SocketUse.IsOnlyStated(port))
                context.ReportDiagnostic(Diagnostic.Create(Rule, port.Syntax.GetLocation(), port.Syntax, NotBound));
            return;
        }

        if (SocketUse.SymbolOf(instance) is not ILocalSymbol endpoint
            || EndpointValue.Of(instance, symbols).Port != 0)
        {
            return;
        }

        IOperation? bind = null;
        foreach (IOperation operation in port.OperationsOfMember())
        {
            // Somebody puts the port in.
            if (operation is IPropertyReferenceOperation { Property.Name: "Port" } written
                && written.Parent is IAssignmentOperation assignment
                && assignment.Target == written
                && SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(written.Instance), endpoint))
            {
                return;
            }

            if (bind is null && Binds(operation, endpoint, symbols))
                bind = operation;
        }

        if (bind is null || bind.Syntax.Span.End > port.Syntax.SpanStart || SocketUse.IsOnlyStated(port))
            return;

        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (bind is IInvocationOperation { Instance: ILocalReferenceOperation socket }
            && SocketSymbols.Is(socket.Type, symbols.Socket))
        {
            properties = properties.Add(Instead, $"((System.Net.IPEndPoint){socket.Local.Name}.LocalEndPoint!).Port");
        }

        context.ReportDiagnostic(Diagnostic.Create(Rule, port.Syntax.GetLocation(), properties, port.Syntax, Input));
    }

    private static bool Binds(IOperation operation, ISymbol endpoint, SocketSymbols symbols)
    {
        return operation switch
        {
            IInvocationOperation { TargetMethod.Name: "Bind" } bind =>
                (SocketSymbols.Is(bind.TargetMethod.ContainingType, symbols.Socket)
                    || bind.TargetMethod.ContainingAssembly?.Name == "SocketBasics")
                && TakesEndpoint(bind.Arguments),
            IObjectCreationOperation creation =>
                (SocketSymbols.Is(creation.Type, symbols.TcpListener)
                    || SocketSymbols.Is(creation.Type, symbols.UdpClient))
                && TakesEndpoint(creation.Arguments),
            _ => false,
        };

        bool TakesEndpoint(ImmutableArray<IArgumentOperation> arguments) => arguments.Any(argument =>
            SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(argument.Value), endpoint));
    }
}

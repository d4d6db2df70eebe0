using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>
/// SB1106: a socket that connects is bound before, to what it connects to, to a constant port, or to anything.
/// </summary>
public sealed class ClientBoundAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1106";

    private const int Stream = 1;
    private const int FirstUnprivilegedPort = 1024;

    private const string Itself = "it is the endpoint that the client connects to, which is not this machine's to bind";
    private const string SamePort = "connecting again from the same port fails until TIME-WAIT is over; leave it to the system";
    private const string Anything = "the system chooses the local endpoint by itself";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Client bound before connecting",
        "A client needs no bind to '{0}': {1}",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "connect(2) binds a socket that is not bound: to the address that the route calls for, and to a free port.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        SocketVariables.Register(actions, symbols, (variable, _, report) => Analyze(variable, symbols, report));
        actions.RegisterOperationAction(
            operation => AnalyzeOption((ISimpleAssignmentOperation)operation.Operation, symbols,
                operation.ReportDiagnostic),
            OperationKind.SimpleAssignment);
    }

    private static void Analyze(SocketVariable variable, SocketSymbols symbols, Action<Diagnostic> report)
    {
        // A client whose port others may use, too, was given it on purpose: to meet a peer behind a router.
        if ((variable.Roles & (SocketRoles.Connects | SocketRoles.Listens)) != SocketRoles.Connects
            || variable.Values.Count == 0
            || !variable.Values.All(value => IsStream(value, symbols))
            || variable.References.Any(SharesPort))
        {
            return;
        }

        List<IOperation> connects = [.. variable.References.Select(RemoteOf).OfType<IOperation>()];
        List<ISymbol> remotes = [.. connects.Select(SocketUse.SymbolOf).OfType<ISymbol>()];
        foreach (IOperation value in variable.Values)
        {
            // What is connected to the same is the business of SB1109.
            if (SocketUse.Inner(value) is IObjectCreationOperation { Arguments: { Length: 1 } arguments } creation
                && !remotes.Contains(SocketUse.SymbolOf(arguments[0].Value), SymbolEqualityComparer.Default))
            {
                Report(creation, arguments[0].Value, symbols, report);
            }
        }

        foreach (IOperation reference in variable.References)
        {
            if (SocketUse.SocketMemberOf(reference)
                is not IInvocationOperation { TargetMethod.Name: "Bind", Arguments: { Length: 1 } bound } bind)
            {
                continue;
            }

            IOperation local = bound[0].Value;
            if (SocketUse.SymbolOf(local) is { } symbol
                && connects.Any(remote =>
                    SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(remote), symbol)
                    && Assignments.HasOneValue(symbol, local, remote)))
            {
                Report(bind, local, Itself, DiagnosticSeverity.Warning, report);
            }
            else
            {
                Report(bind, local, symbols, report);
            }
        }
    }

    /// <summary>The library's connect binds when it is told to.</summary>
    private static void AnalyzeOption(ISimpleAssignmentOperation assignment, SocketSymbols symbols,
        Action<Diagnostic> report)
    {
        if (assignment.Target
            is IPropertyReferenceOperation { Property: { Name: "LocalEndpoint", ContainingType: { } type } }
            && type is { Name: "ConnectOptions", ContainingAssembly.Name: "SocketBasics" })
        {
            Report(assignment, assignment.Value, symbols, report);
        }
    }

    private static void Report(IOperation bind, IOperation local, SocketSymbols symbols, Action<Diagnostic> report)
    {
        EndpointValue known = EndpointValue.Of(local, symbols);

        // A privileged port says who the client is (rlogin, NFS), and port 20 is where FTP comes from.
        if (known.Port >= FirstUnprivilegedPort)
            Report(bind, local, SamePort, DiagnosticSeverity.Warning, report);
        else if (known is { Port: 0, Host: EndpointHost.Any or EndpointHost.Loopback })
            Report(bind, local, Anything, DiagnosticSeverity.Info, report);
    }

    private static void Report(
        IOperation bind, IOperation local, string reason, DiagnosticSeverity severity, Action<Diagnostic> report)
    {
        if (!SocketUse.IsOnlyStated(bind))
        {
            report(Diagnostic.Create(
                Rule, bind.Syntax.GetLocation(), severity, additionalLocations: null, properties: null,
                local.Syntax, reason));
        }
    }

    private static bool IsStream(IOperation value, SocketSymbols symbols) =>
        SocketUse.Inner(value) is IObjectCreationOperation creation
        && (SocketSymbols.Is(creation.Type, symbols.TcpClient)
            || SocketSymbols.Is(creation.Type, symbols.Socket) && creation.Arguments.Any(argument =>
                argument.Parameter?.Type.Name == "SocketType"
                && argument.Value.ConstantValue is { Value: Stream }));

    private static IOperation? RemoteOf(IOperation reference) =>
        SocketUse.SocketMemberOf(reference) is IInvocationOperation call && SocketUse.IsConnect(call)
            ? call.Arguments.FirstOrDefault()?.Value
            : null;

    private static bool SharesPort(IOperation reference) => SocketUse.SocketMemberOf(reference) switch
    {
        IPropertyReferenceOperation { Property.Name: "ExclusiveAddressUse" } => true,
        IInvocationOperation { TargetMethod.Name: "SetRawSocketOption" } => true,
        IInvocationOperation { TargetMethod.Name: "SetSocketOption" } call => call.Arguments.Any(argument =>
            argument.Value is IFieldReferenceOperation option && IsOfPort(option.Field.Name)),
        _ => false,
    };

    private static bool IsOfPort(string option) =>
        option is "ReuseAddress" or "ExclusiveAddressUse" or "ReuseUnicastPort";
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1109: <c>new TcpClient(endpoint)</c>, which binds, is taken for a connect.</summary>
public sealed class TcpClientBoundToRemoteAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1109";

    /// <summary>Tells the code fix that the client is connected later on.</summary>
    public const string IsConnected = "IsConnected";

    private static readonly string[] RemoteNames = ["remote", "server", "target", "peer", "destination"];
    private static readonly string[] LocalNames =
        ["local", "bind", "source", "client", "outgoing", "interface", "adapter"];

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "TcpClient bound to the endpoint it should connect to",
        "This constructor binds the local end to '{0}'; it does not connect to it",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The parameter of TcpClient(IPEndPoint) is the local endpoint: the constructor calls bind(2), not connect(2).",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        actions.RegisterOperationAction(
            operation =>
            {
                var creation = (IObjectCreationOperation)operation.Operation;
                if (EndpointOf(creation, symbols) is { } endpoint && !SocketVariables.Hold(creation))
                    Analyze(creation, endpoint, null, symbols, operation.ReportDiagnostic);
            },
            OperationKind.ObjectCreation);

        SocketVariables.Register(actions, symbols, (variable, _, report) =>
        {
            foreach (IOperation value in variable.Values)
            {
                if (SocketUse.Inner(value) is IObjectCreationOperation creation
                    && EndpointOf(creation, symbols) is { } endpoint)
                    Analyze(creation, endpoint, variable, symbols, report);
            }
        });
    }

    private static IOperation? EndpointOf(IObjectCreationOperation creation, SocketSymbols symbols) =>
        SocketSymbols.Is(creation.Type, symbols.TcpClient)
        && creation.Arguments is { Length: 1 } arguments
        && SocketSymbols.Is(arguments[0].Parameter?.Type, symbols.IPEndPoint)
            ? arguments[0].Value
            : null;

    private static void Analyze(
        IObjectCreationOperation creation, IOperation endpoint, SocketVariable? variable, SocketSymbols symbols,
        Action<Diagnostic> report)
    {
        bool isConnectedToItself = variable is not null && IsConnectedTo(variable, endpoint);
        bool isConnected = variable?.References.Any(Connects) == true || IsConnect(creation);
        if (isConnected && !isConnectedToItself)
            return;

        EndpointValue known = EndpointValue.Of(endpoint, symbols);
        bool isUsed = SocketUse.NameOf(SocketUse.SocketMemberOf(creation)) is { } name && NeedsConnection(name)
            || variable is { Roles: SocketRoles.None } && variable.References.Any(IsUsed);
        bool isCertain = isConnectedToItself || isUsed || IsRemote(endpoint);
        if (!isCertain && (known.Host == EndpointHost.Any || known.Port == 0 || IsLocal(endpoint))
            || SocketUse.IsOnlyStated(creation))
        {
            return;
        }

        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        report(Diagnostic.Create(
            Rule,
            creation.Syntax.GetLocation(),
            isCertain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            additionalLocations: null,
            isConnectedToItself ? properties.Add(IsConnected, null) : properties,
            endpoint.Syntax));
    }

    private static bool IsConnectedTo(SocketVariable variable, IOperation endpoint) =>
        SocketUse.SymbolOf(endpoint) is { } symbol
        && variable.References.Any(reference => SocketUse.SocketMemberOf(reference) is IInvocationOperation call
            && SocketUse.IsConnect(call)
            && RemoteOf(call) is { } remote
            && SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(remote), symbol)
            && Assignments.HasOneValue(symbol, endpoint, remote));

    /// <summary>The endpoint that is connected to, or whose address and port are.</summary>
    private static IOperation? RemoteOf(IInvocationOperation connect) =>
        connect.Arguments.Length > 1
        && connect.Arguments[0].Value is IPropertyReferenceOperation { Instance: { } address }
        && connect.Arguments[1].Value is IPropertyReferenceOperation { Instance: { } port }
        && SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(address), SocketUse.SymbolOf(port))
            ? address
            : connect.Arguments.FirstOrDefault()?.Value;

    private static bool Connects(IOperation reference) =>
        SocketUse.NameOf(SocketUse.SocketMemberOf(reference))
            is "Connect" or "ConnectAsync" or "BeginConnect" or "EndConnect";

    private static bool IsConnect(IOperation creation) => SocketUse.IsConnect(SocketUse.SocketMemberOf(creation));

    private static bool IsUsed(IOperation reference) =>
        SocketUse.NameOf(SocketUse.SocketMemberOf(reference)) is { } name && NeedsConnection(name);

    private static bool NeedsConnection(string member) => member
        is "GetStream" or "Send" or "SendAsync" or "BeginSend" or "Receive" or "ReceiveAsync" or "BeginReceive"
            or "SendFile";

    private static bool IsRemote(IOperation endpoint) =>
        SocketUse.SymbolOf(endpoint)?.Name is { } name && Begins(name, RemoteNames) && !Contains(name, LocalNames);

    private static bool IsLocal(IOperation endpoint) =>
        SocketUse.SymbolOf(endpoint)?.Name is { } name && Contains(name, LocalNames);

    private static bool Begins(string name, string[] words) =>
        words.Any(word => name.TrimStart('_').StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static bool Contains(string name, string[] words) =>
        words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}

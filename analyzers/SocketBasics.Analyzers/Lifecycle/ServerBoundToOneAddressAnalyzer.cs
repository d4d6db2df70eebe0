using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1104: a server is bound to an address that stands in the source.</summary>
public sealed class ServerBoundToOneAddressAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1104";

    /// <summary>What the code fixes put in place of the address.</summary>
    public const string Any = "Any";
    public const string Loopback = "Loopback";

    private const string OfOneMachine = "and starts only on a machine that has it";
    private const string OfOwnName = "whichever of the machine's addresses that is";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Server bound to one hard-coded address",
        "The server only accepts connections to '{0}', {1}; bind IPAddress.Any, or take the address from configuration",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "bind(2) fails with EADDRNOTAVAIL for an address that the machine does not have.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        if (TestProject.Is(actions.Compilation))
            return;

        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.ObjectCreation);
        actions.RegisterCallAction(operation => Analyze(operation, symbols), "Bind");
        SocketVariables.Register(actions, symbols, (variable, _, report) =>
        {
            if (variable.Roles != SocketRoles.Listens)
                return;
            foreach (IOperation reference in variable.References)
            {
                if (SocketUse.MemberOf(reference)
                    is IInvocationOperation { TargetMethod.Name: "Bind", Arguments: { Length: 1 } bound })
                {
                    Analyze(bound[0].Value, symbols, report);
                }
            }
        });
    }

    /// <summary>A TcpListener, and the library's server socket, are servers by their type.</summary>
    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        IOperation? local = context.Operation switch
        {
            IObjectCreationOperation creation
                when SocketSymbols.Is(creation.Type, symbols.TcpListener) =>
                creation.Arguments[0].Value,
            IInvocationOperation bind
                when bind.TargetMethod.ContainingType
                    is { Name: "ServerSocket", ContainingAssembly.Name: "SocketBasics" } =>
                bind.Arguments[0].Value,
            _ => null,
        };
        if (local is not null)
            Analyze(local, symbols, context.ReportDiagnostic);
    }

    private static void Analyze(IOperation local, SocketSymbols symbols, Action<Diagnostic> report)
    {
        EndpointValue endpoint = EndpointValue.Of(local, symbols);
        (EndpointHost host, string? text) = endpoint.Host == EndpointHost.Unknown
            ? EndpointValue.HostOf(local, symbols)
            : (endpoint.Host, endpoint.Text);
        if (host is not (EndpointHost.Literal or EndpointHost.Own) || SocketUse.IsOnlyStated(local))
            return;

        IOperation? address = BoundAddress.Find(local, symbols);
        report(Diagnostic.Create(
            Rule,
            local.Syntax.GetLocation(),
            address is null ? [] : [address.Syntax.GetLocation()],
            Replacements(address, text!),
            text, host == EndpointHost.Own ? OfOwnName : OfOneMachine));
    }

    private static ImmutableDictionary<string, string?> Replacements(IOperation? address, string text)
    {
        // An endpoint in text has the port behind its last colon; an IPv6 address has colons of its own.
        string version = text.IndexOf(':') != text.LastIndexOf(':') ? "IPv6" : string.Empty;
        string any = $"System.Net.IPAddress.{version}Any";
        string loopback = $"System.Net.IPAddress.{version}Loopback";
        if (address is IInvocationOperation { TargetMethod.ContainingType.Name: var type })
        {
            string port = text.Substring(text.LastIndexOf(':') + 1);
            if (type == "IPEndPoint")
            {
                any = $"new System.Net.IPEndPoint({any}, {port})";
                loopback = $"new System.Net.IPEndPoint({loopback}, {port})";
            }
            else if (type == "Endpoint")
            {
                any = $"SocketBasics.Endpoint.Any({port})";
                loopback = $"SocketBasics.Endpoint.Loopback{(version.Length > 0 ? "V6" : "")}({port})";
            }
        }

        return ImmutableDictionary<string, string?>.Empty.Add(Any, any).Add(Loopback, loopback);
    }
}

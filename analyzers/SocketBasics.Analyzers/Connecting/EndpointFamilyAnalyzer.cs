using System.Collections.Immutable;
using System.Net.Sockets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1205: a socket of one family is bound or connected to an address of the other.</summary>
public sealed class EndpointFamilyAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1205";

    /// <summary>What the code fix makes the socket with: a family, or nothing for both.</summary>
    public const string Family = "Family";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Endpoint family does not fit the socket",
        "'{0}' was made for {1} and {2} is an address of {3}; make the socket with the address family of the endpoint",
        RuleCategory.Connecting,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The kernel refuses an address of another family than the socket's. Only an IPv6 socket in dual mode takes both.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.Instance is not ILocalReferenceOperation socket
            || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0) is not { Parameter: { } parameter } address
            || !(SocketSymbols.Is(parameter.Type, symbols.EndPoint) || SocketSymbols.Is(parameter.Type, symbols.IPAddress))
            || CreationOf(socket, symbols) is not { } creation
            || FamilyOf(creation) is not { } family
            || IsOfName(address.Value, symbols)
            || ConstantAddress.Of(address.Value, symbols) is not { } constant
            || constant.AddressFamily == family
            || (family == AddressFamily.InterNetworkV6 && MayBeDual(socket))
            || ThrowAssertion.Expects(call))
        {
            return;
        }

        IOperation made = creation.Arguments.First(argument => argument.Parameter?.Ordinal == 0);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            address.Value.Syntax.GetLocation(),
            [made.Syntax.GetLocation()],
            ImmutableDictionary<string, string?>.Empty.Add(
                Family, Instead(socket, address.Value, creation, constant.AddressFamily)),
            socket.Local.Name, NameOf(family), constant, NameOf(constant.AddressFamily)));
    }

    private static IObjectCreationOperation? CreationOf(ILocalReferenceOperation socket, SocketSymbols symbols) =>
        VariableWrites.TryFindLast(socket, socket.Local, out VariableWrite? write)
        && write?.Value is { } value
        && PortExpression.Innermost(value) is IObjectCreationOperation { Arguments.Length: 3 } creation
        && SocketSymbols.Is(creation.Type, symbols.Socket)
            ? creation
            : null;

    private static AddressFamily? FamilyOf(IObjectCreationOperation creation) =>
        creation.Arguments.First(argument => argument.Parameter?.Ordinal == 0).Value.ConstantValue
            is { Value: int family }
        && (AddressFamily)family is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            ? (AddressFamily)family
            : null;

    /// <summary>The endpoint's family, or that of its constant where it is made later; both for several.</summary>
    private static string Instead(
        ILocalReferenceOperation socket, IOperation address, IObjectCreationOperation creation, AddressFamily family)
    {
        int uses = socket.OperationsOfMember().OfType<IInvocationOperation>().Count(call =>
            call.TargetMethod.Name is "Bind" or "Connect" or "ConnectAsync" or "BeginConnect"
            && SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(call.Instance), socket.Local));
        if (uses > 1)
            return string.Empty;

        bool isKnownBefore = SocketUse.Inner(address) switch
        {
            ILocalReferenceOperation { Local: var local } =>
                local.Locations[0].SourceSpan.End < creation.Syntax.SpanStart
                && Assignments.IsNeverReassigned(local, creation),
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field } =>
                field.IsReadOnly && field.ContainingType.Name != "IPAddress",
            _ => false,
        };
        return isKnownBefore
            ? $"{PortExpression.Innermost(address).Syntax}.AddressFamily"
            : $"System.Net.Sockets.AddressFamily.{family}";
    }

    private static bool IsOfName(IOperation endPoint, SocketSymbols symbols) =>
        PortExpression.Innermost(endPoint) is IObjectCreationOperation { Type: var type } && SocketSymbols.Is(type, symbols.DnsEndPoint);

    // An assignment, an initializer, the option itself, or whoever gets the socket.
    private static bool MayBeDual(ILocalReferenceOperation socket) => socket.OperationsOfMember().Any(operation => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "DualMode" } => true,
        IInvocationOperation { TargetMethod.Name: "SetSocketOption" or "SetRawSocketOption" } => true,
        IArgumentOperation argument => PortExpression.Innermost(argument.Value) is ILocalReferenceOperation passed
            && SymbolEqualityComparer.Default.Equals(passed.Local, socket.Local),
        _ => false,
    });

    private static string NameOf(AddressFamily family) => family == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
}

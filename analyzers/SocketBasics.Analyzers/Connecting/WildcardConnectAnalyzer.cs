using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1202: a connect to 0.0.0.0 or ::, which are addresses to listen on.</summary>
public sealed class WildcardConnectAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1202";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Connect to the wildcard address",
        "'{0}' connects to {1}, which is an address to listen on; connect to the server's address, or to loopback on this machine",
        RuleCategory.Connecting,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "0.0.0.0 and :: name every address of a machine, so none to connect to. Linux takes them for loopback, Windows "
            + "refuses them.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Argument);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var argument = (IArgumentOperation)context.Operation;
        if (!ConnectParameter.IsRemote(argument, symbols)
            || ConstantAddress.Of(argument.Value, symbols) is not { } address
            || !ConstantAddress.IsWildcard(address)
            || MayBeDatagram(argument, symbols)
            || ThrowAssertion.Expects(argument))
        {
            return;
        }

        var method = (IMethodSymbol)argument.Parameter!.ContainingSymbol;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            PortExpression.SyntaxOf(argument.Value).GetLocation(),
            method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name,
            address));
    }

    // connect(2) of a datagram socket to the wildcard is a way to dissolve its association.
    private static bool MayBeDatagram(IArgumentOperation argument, SocketSymbols symbols) =>
        argument.Parent is IInvocationOperation { Instance: { } instance }
        && (SocketSymbols.Is(instance.Type, symbols.UdpClient)
            || (SocketSymbols.Is(instance.Type, symbols.Socket) && IsDatagram(instance)));

    private static bool IsDatagram(IOperation socket) => socket.Syntax.Ancestors()
        .First(node => node is BaseTypeDeclarationSyntax or CompilationUnitSyntax)
        .DescendantTokens()
        .Any(token => token.ValueText is "Dgram" or "UdpClient");
}

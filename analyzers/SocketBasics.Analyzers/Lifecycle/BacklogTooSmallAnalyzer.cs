using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1103: <c>socket.Listen(0)</c>, which queues one client.</summary>
public sealed class BacklogTooSmallAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1103";

    private static readonly RuleOption Minimum = new(Id, "minimum");

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Backlog of zero",
        "A backlog of {0} does not mean unlimited: Linux then queues {1} at most; call '{2}()' to let the system choose",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The backlog is the length of the queue of clients that wait for accept. Clients that find it full are not answered.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        if (!TestProject.Is(actions.Compilation))
            actions.RegisterCallAction(operation => Analyze(operation, symbols), "Listen", "Start");
    }

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Listens(call.TargetMethod, symbols)
            || call.Arguments.Length != 1
            || call.Arguments[0].Value.ConstantValue is not { Value: int backlog and >= 0 }
            || backlog >= Minimum.Read(context.Options, call.Syntax.SyntaxTree, otherwise: 1)
            || SocketUse.IsOnlyStated(call))
        {
            return;
        }

        // The kernel admits one more than it was told.
        string clients = backlog == 0
            ? "one client" : $"{(backlog + 1).ToString(CultureInfo.InvariantCulture)} clients";
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            call.Syntax.GetLocation(),
            backlog == 0 ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            additionalLocations: null,
            properties: null,
            backlog, clients, call.TargetMethod.Name));
    }

    private static bool Listens(IMethodSymbol method, SocketSymbols symbols) => method.Name switch
    {
        "Listen" => SocketSymbols.Is(method.ContainingType, symbols.Socket)
            || method.ContainingType is { Name: "BoundServerSocket", ContainingAssembly.Name: "SocketBasics" },
        "Start" => SocketSymbols.Is(method.ContainingType, symbols.TcpListener),
        _ => false,
    };
}

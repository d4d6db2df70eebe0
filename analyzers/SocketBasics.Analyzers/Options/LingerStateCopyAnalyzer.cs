using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1401: a member of <c>LingerState</c> is set, which is a copy of what the kernel has.</summary>
public sealed class LingerStateCopyAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1401";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Linger state set on a copy",
        "'LingerState' returns a new object each time, so setting '{0}' of it has no effect; assign a new LingerOption to LingerState",
        RuleCategory.Options,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The getter of LingerState asks the kernel (getsockopt, SO_LINGER) and returns a new object. Only its setter "
            + "tells the kernel anything.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(
            operation => Analyze(operation, symbols),
            OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.Increment, OperationKind.Decrement);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        IOperation target = context.Operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            _ => context.Operation,
        };
        if (target is IPropertyReferenceOperation { Instance: IPropertyReferenceOperation { Property: { } copied } } member
            && SocketSymbols.Is(member.Property.ContainingType, symbols.LingerOption)
            && (SocketSymbols.Is(copied.ContainingType, symbols.Socket) || SocketSymbols.Is(copied.ContainingType, symbols.TcpClient)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, target.Syntax.GetLocation(), member.Property.Name));
        }
    }
}

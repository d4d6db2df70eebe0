using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB2001: a connect whose outcome nobody looks at.</summary>
public sealed class ConnectResultIgnoredAnalyzer() : LibraryAnalyzer(Rule)
{
    public const string Id = "SB2001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Connect result ignored",
        "The result of '{0}' is ignored: a failed connect goes unnoticed, and a successful one leaks its connection; "
            + "call GetConnectionOrThrow() and dispose the connection, or match the outcomes",
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A connect reports how it ended by its result and throws for no outcome. When the result is dropped, a refusal "
            + "or a time-out looks like success, and an established connection stays open until it is finalized.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, LibrarySymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        if (method.ReturnsVoid
            || !ConnectCall.Is(method, symbols)
            || !CallResult.IsIgnored(call)
            || ConnectCall.HandsBack(call, symbols)
            || ThrowAssertion.Expects(call))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), NameOf(call)));
    }

    private static string NameOf(IInvocationOperation call) => call.TargetMethod.MethodKind switch
    {
        MethodKind.DelegateInvoke => call.Instance?.Syntax.ToString() ?? call.TargetMethod.Name,
        MethodKind.LocalFunction => call.TargetMethod.Name,
        _ => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
    };
}

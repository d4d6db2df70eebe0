using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1107: the connection that Accept returns is used at once or not at all, and kept nowhere.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AcceptedConnectionDroppedAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1107";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Accepted connection dropped",
        "'{0}' returns the new connection; it is lost here and never closed",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Each accept takes one client out of the queue. Whoever does not keep what it returns can neither answer that client "
            + "nor close the connection.",
        RulePage.Of(Id));

    private protected override void Register(CompilationStartAnalysisContext context, SocketSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var accept = (IInvocationOperation)context.Operation;
        if (IsAccept(accept, symbols)
            && HasEnded(accept)
            && (IsDropped(accept) || IsUsedOnce(accept))
            && !SocketUse.IsOnlyStated(accept))
            context.ReportDiagnostic(Diagnostic.Create(Rule, accept.Syntax.GetLocation(), accept.TargetMethod.Name));
    }

    private static bool IsAccept(IInvocationOperation call, SocketSymbols symbols) =>
        call.TargetMethod.Name is "Accept" or "EndAccept" or "AcceptSocket" or "EndAcceptSocket" or "AcceptTcpClient"
            or "EndAcceptTcpClient" or "AcceptAsync" or "AcceptSocketAsync" or "AcceptTcpClientAsync"
        && (SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.Socket)
            || SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.TcpListener))

        // What is accepted into a socket or arguments of the caller is the caller's already.
        && call.TargetMethod.ReturnType.SpecialType != SpecialType.System_Boolean
        && !call.Arguments.Any(argument => SocketSymbols.Is(argument.Parameter?.Type, symbols.Socket)
            && argument.ArgumentKind == ArgumentKind.Explicit);

    /// <summary>A task that nobody waits for may be meant to stay open; and the compiler speaks of those.</summary>
    private static bool HasEnded(IInvocationOperation accept)
    {
        if (!accept.TargetMethod.Name.EndsWith("Async", StringComparison.Ordinal))
            return true;

        for (IOperation? outer = accept.Parent; outer is not null and not IBlockOperation; outer = outer.Parent)
        {
            if (outer is IAwaitOperation
                or IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" }
                or IPropertyReferenceOperation { Property.Name: "Result" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDropped(IInvocationOperation accept) =>
        CallResult.IsIgnored(accept) && !IsDisposed(CallResult.Outermost(accept));

    private static bool IsDisposed(IOperation value) =>
        value.Parent is IVariableInitializerOperation { Parent.Parent.Parent: { } group }
        && (group.Parent is IUsingDeclarationOperation or IUsingOperation);

    private static bool IsUsedOnce(IInvocationOperation accept)
    {
        IOperation value = CallResult.Outermost(accept);
        return value.Parent switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test =>
                IsNull(test.LeftOperand) || IsNull(test.RightOperand),
            IIsPatternOperation { Pattern: var pattern } =>
                pattern is IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation },
            _ => SocketUse.NameOf(SocketUse.MemberOf(value)) is { } member && LosesConnection(member),
        };
    }

    private static bool IsNull(IOperation value) =>
        SocketUse.Inner(value).ConstantValue is { HasValue: true, Value: null };

    private static bool LosesConnection(string member) => member
        is "Send" or "SendAsync" or "SendFile" or "SendFileAsync" or "Receive" or "ReceiveAsync"
        or "Available" or "Connected" or "RemoteEndPoint" or "LocalEndPoint";
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1203: a connect is waited for, and nobody asks how it ended.</summary>
public sealed class UnfinishedConnectAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1203";

    private const string Ended = "the attempt ended, not that it succeeded: call EndConnect";
    private const string Waited = "the wait is over, not that the attempt is: use its result";
    private const string Any = "one of the tasks ended, not that it succeeded: await the connect";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Connect waited for but never completed",
        "'{0}' only says that {1}",
        RuleCategory.Connecting,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A refused connect ends the wait as well as one that succeeded. Only EndConnect, or the task, tells the two "
            + "apart.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(operation => Analyze(operation, symbols), "BeginConnect", "ConnectAsync");

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var connect = (IInvocationOperation)context.Operation;
        if (!(SocketSymbols.Is(connect.TargetMethod.ContainingType, symbols.Socket)
                || SocketSymbols.Is(connect.TargetMethod.ContainingType, symbols.TcpClient))
            || ThrowAssertion.Expects(connect))
        {
            return;
        }

        (IOperation? wait, string reason) = connect.TargetMethod.Name == "BeginConnect"
            ? (WaitForEnd(connect), Ended)
            : WaitForTask(connect);
        if (wait is null || connect.OperationsOfMember().Any(IsErrorOption))
            return;

        DiagnosticSeverity severity = AsksConnected(connect) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, wait.Syntax.GetLocation(), severity, additionalLocations: null, properties: null,
            SocketUse.NameOf(wait), reason));
    }

    /// <summary>The first wait for an asynchronous result that only waits are made of.</summary>
    private static IOperation? WaitForEnd(IInvocationOperation begin)
    {
        // With a callback, that is where the end belongs.
        if (!begin.Arguments.Any(argument =>
            argument.Parameter?.Type.Name == "AsyncCallback" && IsNull(argument.Value)))
            return null;

        IOperation? wait = null;
        foreach (IOperation use in UsesOf(begin))
        {
            switch (SocketUse.MemberOf(use))
            {
                case IPropertyReferenceOperation { Property.Name: "AsyncWaitHandle" } handle:
                    if (SocketUse.MemberOf(handle) is { } called)
                        wait ??= SocketUse.NameOf(called) == "WaitOne" ? called : null;
                    else
                        wait ??= handle;
                    break;
                case IPropertyReferenceOperation { Property.Name: "IsCompleted" } completed:
                    wait ??= IsLoopedOn(completed) ? completed : null;
                    break;
                case IPropertyReferenceOperation { Property.Name: "AsyncState" or "CompletedSynchronously" }:
                    break;
                default:
                    if (!IsDropped(use))
                        return null;
                    break;
            }
        }

        return wait;
    }

    /// <summary><c>ConnectAsync(…).Wait(1000);</c> or <c>Task.WaitAny(connecting, delay);</c></summary>
    private static (IOperation? Wait, string Reason) WaitForTask(IInvocationOperation connect)
    {
        IOperation? wait = null;
        string reason = Waited;
        foreach (IOperation use in UsesOf(connect))
        {
            IOperation? member = SocketUse.MemberOf(use);
            if (member is IInvocationOperation { TargetMethod.Name: "AsTask" } task)
                member = SocketUse.MemberOf(task);
            if (IsWait(member))
            {
                wait ??= member;
            }
            else if (AnyOf(use) is { } any)
            {
                wait ??= any;
                reason = Any;
            }
            else if (!IsDropped(use))
            {
                return default;
            }
        }

        return (wait, reason);
    }

    /// <summary>A wait with a limit tells whether it was met.</summary>
    private static bool IsWait(IOperation? member) =>
        member is IInvocationOperation { TargetMethod.Name: "Wait" } wait
        && wait.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean
        && CallResult.IsIgnored(wait);

    private static IInvocationOperation? AnyOf(IOperation task)
    {
        for (IOperation? outer = task.Parent; outer is not null and not IBlockOperation; outer = outer.Parent)
        {
            if (outer is IInvocationOperation
                {
                    TargetMethod: { Name: "WaitAny" or "WhenAny", ContainingType.Name: "Task" },
                } any)
            {
                return CallResult.IsIgnored(any) ? any : null;
            }
        }

        return null;
    }

    /// <summary>The value itself, or the mentions of the local that it is given to.</summary>
    private static IEnumerable<IOperation> UsesOf(IOperation value)
    {
        IOperation whole = SocketUse.Outermost(value);
        if (whole.Parent is IInvocationOperation { TargetMethod.Name: "AsTask" } task)
            whole = SocketUse.Outermost(task);
        ILocalSymbol? local = whole.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            _ => null,
        };
        return local is null
            ? [value]
            : value.MentionsOf(local).OfType<ILocalReferenceOperation>();
    }

    private static bool IsDropped(IOperation use) =>
        (use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use)
        || use.Parent is INameOfOperation;

    private static bool IsLoopedOn(IOperation condition)
    {
        IOperation? outer = condition.Parent;
        while (outer is IUnaryOperation or IBinaryOperation)
            outer = outer.Parent;
        return outer is IWhileLoopOperation;
    }

    /// <summary>SO_ERROR, which is how C programs ask.</summary>
    private static bool IsErrorOption(IOperation operation) =>
        operation is IFieldReferenceOperation { Field: { Name: "Error", ContainingType.Name: "SocketOptionName" } };

    /// <summary>No delegate is a constant but null.</summary>
    private static bool IsNull(IOperation value) => SocketUse.Inner(value).ConstantValue.HasValue;

    /// <summary>Connected tells as much, though not why.</summary>
    private static bool AsksConnected(IInvocationOperation connect) =>
        SocketUse.SymbolOf(connect.Instance) is { } socket
        && connect.OperationsOfMember().Any(operation =>
            operation is IPropertyReferenceOperation { Property.Name: "Connected", Instance: { } instance }
            && SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(WithoutClient(instance)), socket));

    private static IOperation WithoutClient(IOperation socket) =>
        SocketUse.Inner(socket) is IPropertyReferenceOperation { Property.Name: "Client", Instance: { } client }
            ? client
            : socket;
}

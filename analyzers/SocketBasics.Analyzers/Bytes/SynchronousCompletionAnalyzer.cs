using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1305: nobody asks whether an operation with SocketAsyncEventArgs is over already.</summary>
public sealed class SynchronousCompletionAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1305";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Synchronous completion ignored",
        "When '{0}' returns false the operation is already over, and Completed is not raised",
        RuleCategory.Bytes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An operation that the kernel can do at once is done in the call, which then returns false. The arguments hold "
            + "the result, and no event tells of it.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(
            operation => Analyze(operation, symbols),
            "AcceptAsync", "ConnectAsync", "DisconnectAsync", "ReceiveAsync", "ReceiveFromAsync", "ReceiveMessageFromAsync",
            "SendAsync", "SendPacketsAsync", "SendToAsync");

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.Socket)
            || call.TargetMethod.ReturnType.SpecialType != SpecialType.System_Boolean
            || call.Arguments.FirstOrDefault(argument => IsEventArgs(argument.Parameter?.Type, symbols)) is not { } args
            || !CallResult.IsIgnored(call)
            || SocketUse.IsOnlyStated(call)
            || IsForgotten(args.Value, symbols))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), call.TargetMethod.Name));
    }

    private static bool IsEventArgs(ITypeSymbol? type, SocketSymbols symbols) =>
        SocketSymbols.Is(type, symbols.SocketAsyncEventArgs);

    /// <summary>Whether nobody is told how the operation ends, in either way: nothing can be missed then.</summary>
    private static bool IsForgotten(IOperation args, SocketSymbols symbols)
    {
        if (SocketUse.SymbolOf(args) is not ILocalSymbol local)
            return IsNew(args, symbols);

        bool isMade = false;
        foreach (IOperation operation in args.MentionsOf(local))
        {
            if (operation is IVariableDeclaratorOperation declarator)
                isMade = declarator.GetVariableInitializer() is { } initializer && IsNew(initializer.Value, symbols);
            else if (operation is ILocalReferenceOperation reference && !IsSetUp(reference, symbols))
                return false;
        }

        return isMade;
    }

    /// <summary>A type of one's own may override OnCompleted, which is called in place of the event.</summary>
    private static bool IsNew(IOperation value, SocketSymbols symbols) =>
        SocketUse.Inner(value) is IObjectCreationOperation creation && IsEventArgs(creation.Type, symbols);

    private static bool IsSetUp(ILocalReferenceOperation args, SocketSymbols symbols) =>
        SocketUse.MemberOf(args) is { } member
            ? member is not IEventReferenceOperation
            : SocketUse.Outermost(args).Parent is IArgumentOperation { Parent: IInvocationOperation start }
                && SocketSymbols.Is(start.TargetMethod.ContainingType, symbols.Socket);
}

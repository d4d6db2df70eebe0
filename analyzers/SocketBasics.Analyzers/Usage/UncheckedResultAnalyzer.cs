using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB2005: the connection is taken out of a result that nobody has looked at.</summary>
public sealed class UncheckedResultAnalyzer() : LibraryAnalyzer(Rule)
{
    public const string Id = "SB2005";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Connection taken from an unchecked result",
        "Nobody has looked whether the result is Connected: for every other outcome this ends in {0}, which does not "
            + "say why; call GetConnectionOrThrow(), or match the outcome",
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Only one of five outcomes has a connection. A cast throws an exception without cause, endpoint and remedy for "
            + "the others; GetConnectionOrThrow throws one that has them.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, LibrarySymbols symbols)
    {
        actions.RegisterOperationAction(operation => AnalyzeCast(operation, symbols), OperationKind.Conversion);
        actions.RegisterCallAction(operation => AnalyzeTry(operation, symbols), "TryGetConnection");
    }

    private static void AnalyzeCast(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        var cast = (IConversionOperation)context.Operation;
        if (cast.IsImplicit
            || symbols.OutcomeOf(cast.Type) != Outcomes.Connected
            || !IsConnectionTaken(cast)
            || !IsUnchecked(cast.Operand, symbols))
        {
            return;
        }

        Report(context, cast.IsTryCast ? "NullReferenceException" : "InvalidCastException");
    }

    private static void AnalyzeTry(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (LibrarySymbols.IsCallOf(call, symbols.ConnectResult, "TryGetConnection")
            && CallResult.IsIgnored(call)
            && LocalOf(call.Arguments[0].Value) is { } connection
            && IsOnlyUsed(connection, call)
            && IsUnchecked(call.Instance!, symbols))
        {
            Report(context, "NullReferenceException");
        }
    }

    private static void Report(OperationAnalysisContext context, string exception)
    {
        IOperation operation = context.Operation;
        if (!ThrowAssertion.Expects(operation) && !CaughtException.IsExpected(operation, exception))
            context.ReportDiagnostic(Diagnostic.Create(Rule, operation.Syntax.GetLocation(), exception));
    }

    private static ILocalSymbol? LocalOf(IOperation argument) =>
        argument is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }
            ? declared.Local
            : (argument as ILocalReferenceOperation)?.Local;

    /// <summary>Whether <c>.Connection</c> follows, at once or by way of a local that nobody tests.</summary>
    private static bool IsConnectionTaken(IConversionOperation cast)
    {
        IOperation value = SocketUse.Outermost(cast);
        return IsConnection(value)
            || (value.Parent?.Parent is IVariableDeclaratorOperation { Symbol: var local }
                && IsOnlyUsed(local, cast)
                && Mentions(local, cast).Any(IsConnection));
    }

    private static bool IsConnection(IOperation value) =>
        value.Parent is IPropertyReferenceOperation { Property.Name: "Connection" };

    /// <summary>Whether a local is used, and each use is a member of it, without <c>?.</c> or a test.</summary>
    private static bool IsOnlyUsed(ILocalSymbol local, IOperation from)
    {
        IOperation[] uses = [.. Mentions(local, from)];
        return uses.Length > 0 && uses.All(use => use.Parent is IInvocationOperation or IMemberReferenceOperation);
    }

    /// <summary>Whether the value comes from a connect, and no other code asks how that ended.</summary>
    private static bool IsUnchecked(IOperation result, LibrarySymbols symbols)
    {
        if (!ConnectCall.IsOriginOf(result, symbols)
            || Assignments.OnlyValueOf(result) is not IInvocationOperation call
            || symbols.WithoutTask(call.TargetMethod.OriginalDefinition.ReturnType) is ITypeParameterSymbol)
        {
            return false;
        }

        return SocketUse.Inner(result) is not ILocalReferenceOperation { Local: var local } self
            || Mentions(local, result).All(mention => mention == self || TellsNothing(mention));
    }

    private static bool TellsNothing(IOperation mention) => SocketUse.NameOf(SocketUse.MemberOf(mention))
        is "Elapsed" or "Target" or "RemoteEndpoint" or "SynCount" or "ToString";

    /// <summary>The places where a local is read.</summary>
    private static IEnumerable<IOperation> Mentions(ILocalSymbol local, IOperation from)
    {
        foreach (IOperation operation in from.MentionsOf(local))
        {
            if (operation is ILocalReferenceOperation reference
                && reference.Parent is not IDeclarationExpressionOperation
                    and not IArgumentOperation { Parameter.RefKind: RefKind.Out })
            {
                yield return reference;
            }
        }
    }
}

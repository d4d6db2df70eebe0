using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1006: of all addresses that a name has, the first is used, whatever it is.</summary>
public sealed class FirstAddressAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1006";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Only the first resolved address is used",
        "'{0}' is one of several addresses that the name may have, in no certain order; try each of them, or connect "
            + "by name",
        RuleCategory.Addresses,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A name may have addresses of both families and of several machines. The first may be one that cannot be "
            + "reached from here.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.ArrayElementReference);
        actions.RegisterCallAction(operation => Analyze(operation, symbols), "First", "FirstOrDefault");
    }

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        if (FirstOf(context.Operation) is { } addresses
            && ResolvedAddresses.Are(addresses, context.Operation, symbols)
            && GoesToEndpoint(context.Operation, symbols)
            && !SocketUse.IsOnlyStated(context.Operation))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, context.Operation.Syntax.GetLocation(), context.Operation.Syntax));
        }
    }

    /// <summary><c>addresses[0]</c>, <c>addresses.First()</c> or <c>addresses.FirstOrDefault()</c></summary>
    internal static IOperation? FirstOf(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation { Indices.Length: 1 } element
            when Constants.Integer(element.Indices[0]) == 0 => element.ArrayReference,
        IInvocationOperation { TargetMethod.Name: "First" or "FirstOrDefault", Arguments.Length: 1 } call
            when call.TargetMethod.ContainingNamespace.ToDisplayString() == "System.Linq" =>
            call.Arguments[0].Value,
        _ => null,
    };

    private static bool GoesToEndpoint(IOperation address, SocketSymbols symbols)
    {
        IOperation value = Outermost(address);
        ILocalSymbol? local = value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            _ => null,
        };
        if (local is null)
            return TakesEndpoint(value, symbols);

        bool isTaken = false;
        foreach (IOperation operation in address.MentionsOf(local))
        {
            if (operation is not ILocalReferenceOperation reference)
                continue;
            if (IsExamined(reference))
                return false;
            isTaken |= TakesEndpoint(Outermost(reference), symbols);
        }

        return isTaken;
    }

    /// <summary>Follows one value of several outward, too.</summary>
    private static IOperation Outermost(IOperation value)
    {
        while (value.Parent
            is IConversionOperation { OperatorMethod: null } or ICoalesceOperation or IConditionalOperation)
            value = value.Parent;

        return value;
    }

    /// <summary>Whether the family is compared: then the address is no longer whatever came first.</summary>
    private static bool IsExamined(IOperation address) =>
        SocketUse.MemberOf(address) is IPropertyReferenceOperation { Property.Name: "AddressFamily" } family
        && SocketUse.Outermost(family).Parent
            is IBinaryOperation or IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation;

    private static bool TakesEndpoint(IOperation value, SocketSymbols symbols) =>
        value.Parent is IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter }
        && SocketSymbols.IsOrDerivesFrom(parameter.Type, symbols.IPAddress)
        && (ConnectParameter.IsConnect(method, symbols)
            || SocketSymbols.Is(method.ContainingType, symbols.IPEndPoint)
            || SocketSymbols.Is(method.ContainingType, symbols.TcpListener)
            || SocketSymbols.Is(method.ContainingType, symbols.Endpoint));
}

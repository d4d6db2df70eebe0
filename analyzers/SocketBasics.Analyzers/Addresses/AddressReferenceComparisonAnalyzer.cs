using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1002: addresses or endpoints are compared with <c>==</c>, which asks whether they are one object.</summary>
public sealed class AddressReferenceComparisonAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1002";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Addresses compared by reference",
        "'{0}' does not overload '{1}', so this compares references; use Equals",
        RuleCategory.Addresses,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "IPAddress, EndPoint and SocketAddress override Equals and have no operators. Two objects for the same address are "
            + "different to == and !=.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        bool isTest = TestProject.Is(actions.Compilation);
        actions.RegisterOperationAction(operation => Analyze(operation, symbols, isTest), OperationKind.Binary);
    }

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols, bool isTest)
    {
        var comparison = (IBinaryOperation)context.Operation;
        if (comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals) || comparison.OperatorMethod is not null)
            return;

        IOperation left = BeforeConversion(comparison.LeftOperand);
        IOperation right = BeforeConversion(comparison.RightOperand);
        if (IsAddress(left, symbols) && IsAddress(right, symbols)
            && !IsFirstStepOfEquals(comparison, left, right, context.ContainingSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                comparison.Syntax.GetLocation(),
                !isTest && (IsFromFramework(left) || IsFromFramework(right))
                    ? DiagnosticSeverity.Warning
                    : DiagnosticSeverity.Info,
                additionalLocations: null,
                properties: null,
                left.Type!.Name,
                comparison.OperatorKind == BinaryOperatorKind.Equals ? "==" : "!="));
        }
    }

    /// <summary>What the compiler converts; what the source casts is meant to be compared as what it is cast to.</summary>
    private static IOperation BeforeConversion(IOperation operand)
    {
        while (operand is IConversionOperation { OperatorMethod: null, IsImplicit: true } conversion)
            operand = conversion.Operand;
        return operand;
    }

    private static bool IsAddress(IOperation operand, SocketSymbols symbols) =>
        operand is not (IInstanceReferenceOperation or { ConstantValue.HasValue: true })
        && (SocketSymbols.IsOrDerivesFrom(operand.Type, symbols.IPAddress)
            || SocketSymbols.IsOrDerivesFrom(operand.Type, symbols.SocketAddress)
            || (SocketSymbols.IsOrDerivesFrom(operand.Type, symbols.EndPoint) && HasValueEquality(operand.Type!, symbols.EndPoint!)));

    /// <summary>An endpoint of one's own that does not override Equals can only be compared by reference.</summary>
    private static bool HasValueEquality(ITypeSymbol type, INamedTypeSymbol endPoint)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers("Equals").OfType<IMethodSymbol>().Any(method => method.IsOverride))
                return true;
        }

        return SocketSymbols.Is(type, endPoint);
    }

    /// <summary>
    /// The framework hands out objects of its own; what a program keeps itself may happen to be one object each time.
    /// </summary>
    private static bool IsFromFramework(IOperation operand) => operand switch
    {
        IConditionalAccessOperation access => IsFromFramework(access.WhenNotNull),
        IMemberReferenceOperation member => IsOfFramework(member.Member),
        IInvocationOperation call => IsOfFramework(call.TargetMethod),
        _ => operand is IObjectCreationOperation,
    };

    private static bool IsOfFramework(ISymbol member) =>
        member.ContainingNamespace.ToDisplayString() is "System.Net" or "System.Net.Sockets";

    private static bool IsFirstStepOfEquals(IOperation comparison, IOperation left, IOperation right, ISymbol member) =>
        member is IMethodSymbol { Name: "Equals" or "ReferenceEquals" or "op_Equality" or "op_Inequality" }
        || comparison.OperationsOfMember().OfType<IInvocationOperation>().Any(call =>
            call.TargetMethod.Name == "Equals" && (Mentions(call, left) && Mentions(call, right)));

    private static bool Mentions(IInvocationOperation call, IOperation operand) =>
        call.Arguments.Any(argument => IsSame(BeforeConversion(argument.Value), operand))
        || (call.Instance is { } instance && IsSame(instance, operand));

    private static bool IsSame(IOperation one, IOperation other) => one.Syntax.IsEquivalentTo(other.Syntax, topLevel: false);
}

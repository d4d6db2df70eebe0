using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1105: a listener lets other processes listen on its port.</summary>
public sealed class ListeningPortSharedAnalyzer() : ListeningSocketAnalyzer(Rule)
{
    public const string Id = "SB1105";

    private static readonly RuleOption Allow = new(Id, "allow");

    private const int Stream = 1;

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Address reuse on a TCP listener",
        "'{0}' lets another process share this port (SO_REUSEPORT on Unix, hijacking on Windows); .NET already handles TIME-WAIT",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "On Unix .NET sets SO_REUSEADDR in bind, which is what a server needs to start again at once. These options set "
            + "SO_REUSEPORT, too, with which two servers divide the clients of one port between them.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        base.Register(actions, symbols);
        actions.RegisterOperationAction(
            operation =>
            {
                var assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is IPropertyReferenceOperation property
                    && SocketSymbols.Is(property.Property.ContainingType, symbols.TcpListener))
                {
                    Report(
                        property, assignment, DiagnosticSeverity.Warning, operation.Options, operation.ReportDiagnostic);
                }
            },
            OperationKind.SimpleAssignment);
    }

    private protected override void Analyze(
        IOperation listening, SocketSymbols symbols, AnalyzerOptions options, Action<Diagnostic> report) =>
        Analyze(listening, symbols, DiagnosticSeverity.Warning, options, report);

    private protected override void Analyze(
        SocketVariable variable, SocketSymbols symbols, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (SeverityOf(variable, symbols) is not { } severity)
            return;
        foreach (IOperation reference in variable.References)
        {
            if (SocketSymbols.IsOrDerivesFrom(reference.Type, symbols.Socket))
                Analyze(reference, symbols, severity, options, report);
        }
    }

    /// <summary>
    /// A socket that is made here and listens here has its port for listening, whoever gets it besides. One that is made
    /// here for somebody else to bind will listen, most likely: a client has no use for these options.
    /// </summary>
    private static DiagnosticSeverity? SeverityOf(SocketVariable variable, SocketSymbols symbols)
    {
        bool isMadeHere = variable is { Symbol: ILocalSymbol, Values.Count: 1 }
            && SocketUse.Inner(variable.Values[0]) is IObjectCreationOperation creation
            && SocketSymbols.Is(creation.Type, symbols.Socket)
            && creation.Arguments.Any(argument => argument.Parameter?.Type.Name == "SocketType"
                && argument.Value.ConstantValue is { Value: Stream });
        return variable.Roles switch
        {
            SocketRoles.Listens => DiagnosticSeverity.Warning,
            SocketRoles.Listens | SocketRoles.Unknown when isMadeHere => DiagnosticSeverity.Warning,
            SocketRoles.Unknown when isMadeHere => DiagnosticSeverity.Info,
            _ => null,
        };
    }

    private static void Analyze(
        IOperation socket, SocketSymbols symbols, DiagnosticSeverity highest, AnalyzerOptions options,
        Action<Diagnostic> report)
    {
        if (SocketUse.MemberOf(socket) is { } member && SocketSymbols.Is(SocketUse.TypeOf(member), symbols.Socket))
        {
            IOperation use = member is IPropertyReferenceOperation ? member.Parent! : member;
            Report(member, use, highest, options, report);
        }
    }

    private static void Report(
        IOperation member, IOperation use, DiagnosticSeverity highest, AnalyzerOptions options,
        Action<Diagnostic> report)
    {
        string? option = use switch
        {
            ISimpleAssignmentOperation { Value.ConstantValue: { Value: false } }
                when SocketUse.NameOf(member) == "ExclusiveAddressUse" => "ExclusiveAddressUse = false",
            IInvocationOperation call when Reuses(call) => "ReuseAddress",
            _ => null,
        };
        if (option is null
            || SeverityAt(use) is not { } severity
            || Allow.Read(options, use.Syntax.SyntaxTree, otherwise: false)
            || SocketUse.IsOnlyStated(use))
        {
            return;
        }

        report(Diagnostic.Create(
            Rule, use.Syntax.GetLocation(), severity < highest ? severity : highest, additionalLocations: null,
            properties: null, option));
    }

    private static bool Reuses(IInvocationOperation call)
    {
        bool isReuse = false;
        bool isOn = false;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IOperation value = SocketUse.Inner(argument.Value);
            isReuse |= value is IFieldReferenceOperation { Field.Name: "ReuseAddress" };
            isOn |= argument.Parameter?.Name == "optionValue"
                && value.ConstantValue is { Value: true or int and not 0 };
        }

        return isReuse && isOn;
    }

    /// <summary>
    /// Under a condition it is somebody's choice; to choose by the system is heard of, but no better.
    /// </summary>
    private static DiagnosticSeverity? SeverityAt(IOperation use)
    {
        DiagnosticSeverity severity = DiagnosticSeverity.Warning;
        for (IOperation child = use; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when conditional.Condition != child:
                    if (conditional.Condition.DescendantsAndSelf().Any(AsksForSystem))
                        severity = DiagnosticSeverity.Info;
                    else if (!IsNullTest(conditional.Condition))
                        return null;
                    break;
                case ISwitchCaseOperation or ISwitchExpressionArmOperation:
                    return null;
            }
        }

        return severity;
    }

    private static bool AsksForSystem(IOperation operation) =>
        operation is IInvocationOperation call
        && call.TargetMethod.ContainingType.Name is ("OperatingSystem" or "RuntimeInformation");

    private static bool IsNullTest(IOperation condition) => condition is IIsPatternOperation
        || condition is IBinaryOperation binary
            && (SocketUse.Inner(binary.RightOperand).ConstantValue is { HasValue: true, Value: null }
                || SocketUse.Inner(binary.LeftOperand).ConstantValue is { HasValue: true, Value: null });
}

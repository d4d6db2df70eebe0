using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB2002: a switch statement that passes over a way in which a connect fails.</summary>
public sealed class OutcomesNotHandledAnalyzer() : LibraryAnalyzer(Rule)
{
    public const string Id = "SB2002";

    /// <summary>The property of the diagnostic that names the missing outcomes.</summary>
    public const string MissingProperty = "Missing";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Outcomes not handled",
        "The switch does not handle {0}: the program goes on as if nothing had happened; "
            + "add the missing cases, or a default that throws or tells",
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A connect is timed out, refused, unreachable, or failed in another way. A switch expression that forgets one "
            + "makes the compiler warn; a switch statement does nothing, and nobody is told.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, LibrarySymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Switch);

    private static void Analyze(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        var statement = (ISwitchOperation)context.Operation;
        if (OutcomeCoverage.Of(statement, symbols) is not { Possibly: var handled }
            || (Outcomes.Failures & ~handled) is not (not Outcomes.None and var missing)
            || statement.Syntax is not SwitchStatementSyntax syntax)
        {
            return;
        }

        ISwitchCaseOperation? otherwise = statement.Cases
            .FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        if (otherwise is not null && !IsEmpty(otherwise))
            return;

        // A result that others have made may be theirs to handle, unless this is where outcomes are told apart.
        bool isMade = ConnectCall.IsOriginOf(statement.Value, symbols);
        bool tellsApart = handled.HasFlag(Outcomes.Connected) && (handled & Outcomes.Failures) != Outcomes.None;
        if ((!isMade && !tellsApart) || SwitchAftermath.HandlesTheRest(statement, symbols))
            return;

        // Whoever writes "default: break;", or goes round a loop, may have meant it.
        bool isCertain = otherwise is null && !SwitchAftermath.IsRepeated(statement);
        string[] names = [.. Outcome.NamesOf(missing)];
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            syntax.SwitchKeyword.GetLocation(),
            isCertain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            additionalLocations: null,
            ImmutableDictionary<string, string?>.Empty.Add(MissingProperty, string.Join(",", names)),
            names.Length == 1
                ? names[0]
                : $"{string.Join(", ", names.Take(names.Length - 1))} and {names[names.Length - 1]}"));
    }

    private static bool IsEmpty(ISwitchCaseOperation section) => section.Body.All(statement =>
        DoesNothing(statement) || (statement is IBlockOperation block && block.Operations.All(DoesNothing)));

    private static bool DoesNothing(IOperation statement) =>
        statement is IBranchOperation { BranchKind: BranchKind.Break } or IEmptyOperation;
}

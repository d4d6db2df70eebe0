using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB2002: <c>case ConnectResult.TimedOut: throw new NotImplementedException();</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutcomesNotHandledCodeFix)), Shared]
public sealed class OutcomesNotHandledCodeFix()
    : RuleCodeFix(OutcomesNotHandledAnalyzer.Id, "Handle all outcomes")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<SwitchStatementSyntax>() is not { } statement
            || !site.Diagnostic.Properties.TryGetValue(OutcomesNotHandledAnalyzer.MissingProperty, out string? missing))
        {
            return null;
        }

        // Before the default, where there is one: people look for it at the end.
        int position = statement.Sections
            .TakeWhile(section => !section.Labels.Any(SyntaxKind.DefaultSwitchLabel)).Count();
        SwitchStatementSyntax complete = statement.WithSections(statement.Sections.InsertRange(
            position, missing!.Split(',').Select(Section)));
        return site.Root.ReplaceNode(statement, complete);
    }

    private static SwitchSectionSyntax Section(string outcome) => SwitchSection(
            SingletonList<SwitchLabelSyntax>(CaseSwitchLabel(MissingOutcome.Pattern(outcome))),
            SingletonList<StatementSyntax>(ThrowStatement(MissingOutcome.NotImplemented())))
        .WithAdditionalAnnotations(Formatter.Annotation);
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1503: <c>[DllImport("libc", SetLastError = true)]</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ErrnoNotKeptCodeFix)), Shared]
public sealed class ErrnoNotKeptCodeFix()
    : RuleCodeFix(ErrnoNotKeptAnalyzer.Id, "Set SetLastError")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node is not MethodDeclarationSyntax method
            || method.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(IsImport)
                is not { ArgumentList: { } arguments } import)
            return null;

        AttributeArgumentSyntax set = SyntaxFactory.AttributeArgument(
                SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression))
            .WithNameEquals(SyntaxFactory.NameEquals("SetLastError"));
        AttributeArgumentSyntax? unset = arguments.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "SetLastError");
        AttributeArgumentListSyntax changed = unset is null
            ? arguments.AddArguments(set)
            : arguments.ReplaceNode(unset, unset.WithExpression(set.Expression.WithTriviaFrom(unset.Expression)));
        return site.Root.ReplaceNode(
            import, import.WithArgumentList(changed).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static bool IsImport(AttributeSyntax attribute)
    {
        SimpleNameSyntax? name = attribute.Name as SimpleNameSyntax ?? (attribute.Name as QualifiedNameSyntax)?.Right;
        return name?.Identifier.ValueText
            is "DllImport" or "DllImportAttribute" or "LibraryImport" or "LibraryImportAttribute";
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1501: <c>address.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)port));</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnswappedPortCodeFix)), Shared]
public sealed class UnswappedPortCodeFix : CodeFixProvider
{
    private const string Title = "Convert the port to network byte order";

    public override ImmutableArray<string> FixableDiagnosticIds => [UnswappedPortAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.AdditionalLocations.Count == 1
                && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax value
                && root.FullSpan.Contains(diagnostic.AdditionalLocations[0].SourceSpan)
                && root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax port
                && value.Span.Contains(port.Span))
            {
                bool isSigned = model.GetTypeInfo(value).ConvertedType?.SpecialType == SpecialType.System_Int16;
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(value, Swapped(port, isSigned).WithTriviaFrom(value)))),
                        nameof(UnswappedPortCodeFix)),
                    diagnostic);
            }
        }
    }

    // Unchecked, since a port above 32767 is negative as a short, which a constant and a checked program refuse.
    private static ExpressionSyntax Swapped(ExpressionSyntax port, bool isSigned)
    {
        ExpressionSyntax bare = port.WithoutTrivia();
        string operand = bare is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or LiteralExpressionSyntax
            ? bare.ToString()
            : $"({bare})";
        string call = $"System.Net.IPAddress.HostToNetworkOrder((short){operand})";
        ExpressionSyntax swapped = SyntaxFactory.ParseExpression(isSigned ? $"unchecked({call})" : $"unchecked((ushort){call})");
        ExpressionSyntax name = swapped.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .First(access => access.Name.Identifier.ValueText == "IPAddress");
        return swapped.ReplaceNode(name, name.WithAdditionalAnnotations(Simplifier.Annotation));
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What is written to a field or a property in the file that reads it.</summary>
internal static class MemberWrites
{
    /// <summary>The values; none when the member may be written elsewhere, too.</summary>
    public static IEnumerable<IOperation> Find(IMemberReferenceOperation reference)
    {
        ISymbol member = reference.Member.OriginalDefinition;
        if (reference.SemanticModel is not { } model || !IsWrittenHereOnly(member, model.SyntaxTree))
            yield break;

        foreach (SyntaxReference declaration in member.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (SyntaxNode node in declaration.GetSyntax().DescendantNodes())
            {
                // Only to save time: to ask for the operation of each node binds the whole type.
                if (!IsWrite(node, member.Name))
                    continue;

                switch (model.GetOperation(node))
                {
                    case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when Is(target.Member):
                        yield return assignment.Value;
                        break;
                    case IFieldInitializerOperation initializer when initializer.InitializedFields.Any(Is):
                        yield return initializer.Value;
                        break;
                    case IPropertyInitializerOperation initializer when initializer.InitializedProperties.Any(Is):
                        yield return initializer.Value;
                        break;
                }
            }
        }

        bool Is(ISymbol written) => SymbolEqualityComparer.Default.Equals(written.OriginalDefinition, member);
    }

    private static bool IsWrittenHereOnly(ISymbol member, SyntaxTree tree) =>
        member switch
        {
            IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
            IPropertySymbol property => property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private },
            _ => false,
        }
        && member.ContainingType.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree == tree);

    private static bool IsWrite(SyntaxNode node, string name) => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left is IdentifierNameSyntax identifier
            ? identifier.Identifier.ValueText == name
            : assignment.Left is MemberAccessExpressionSyntax access && access.Name.Identifier.ValueText == name,
        EqualsValueClauseSyntax => true,
        _ => false,
    };
}

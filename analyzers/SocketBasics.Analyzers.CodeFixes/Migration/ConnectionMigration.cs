using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>A connected <c>TcpClient</c> becomes a <c>Connection</c>.</summary>
internal sealed class ConnectionMigration(TcpMigration migration)
{
    public bool TryMigrate(ISymbol client, InvocationExpressionSyntax? connect)
    {
        foreach (IdentifierNameSyntax mention in migration.MentionsOf(client))
        {
            if (connect is not null && connect.Span.Contains(mention.Span))
                continue;

            bool isUnderstood = mention.Parent switch
            {
                MemberAccessExpressionSyntax member when member.Expression == mention => TryMigrate(member),
                ArgumentSyntax => migration.TryFollow(mention),
                UsingStatementSyntax => true,
                _ => false,
            };
            if (!isUnderstood)
                return false;
        }

        return true;
    }

    private bool TryMigrate(MemberAccessExpressionSyntax member)
    {
        switch (member.Name.Identifier.ValueText)
        {
            case "GetStream" when member.Parent is InvocationExpressionSyntax call:
                Rename(member, "AsStream");
                if (call.Parent is EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax declaration })
                    migration.Retype(declaration.Type, "System.IO.Stream");
                return true;
            case "Close" when member.Parent is InvocationExpressionSyntax:
                Rename(member, "Dispose");
                return true;
            case "Dispose" or "NoDelay":
                return true;
            case "Client" when member.Parent is MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: ("RemoteEndPoint" or "LocalEndPoint") and var name,
            } endpoint:
                migration.Edits.Replace(endpoint, current => SyntaxFactory
                    .ParseExpression($"{member.Expression}.{name.Replace("EndPoint", "Endpoint")}")
                    .WithTriviaFrom(current));
                return true;
            default:
                return false;
        }
    }

    private void Rename(MemberAccessExpressionSyntax member, string name) => migration.Edits.Replace(
        member.Name, current => SyntaxFactory.IdentifierName(name).WithTriviaFrom(current));
}

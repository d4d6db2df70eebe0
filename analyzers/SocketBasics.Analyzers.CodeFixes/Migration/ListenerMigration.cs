using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>
/// <c>new TcpListener(...)</c> with its <c>Start</c> becomes <c>ServerSocket.Create().Bind(...).Listen(...)</c>.
/// </summary>
internal sealed class ListenerMigration(TcpMigration migration)
{
    public bool TryMigrate(ILocalSymbol listener, VariableDeclarationSyntax declaration)
    {
        if (declaration.Parent is not LocalDeclarationStatementSyntax statement
            || EndpointOf(declaration.Variables[0].Initializer?.Value) is not { } endpoint)
        {
            return false;
        }

        ExpressionStatementSyntax? start = null;
        bool isStopped = false;
        foreach (IdentifierNameSyntax mention in migration.MentionsOf(listener))
        {
            if (mention.Parent is not MemberAccessExpressionSyntax member || member.Expression != mention)
                return false;

            var call = member.Parent as InvocationExpressionSyntax;
            switch (member.Name.Identifier.ValueText)
            {
                case "Start" when call?.Parent is ExpressionStatementSyntax starting && start is null
                    && TcpMigration.AreSiblings(starting, statement):
                    start = starting;
                    break;
                case "Stop" or "Dispose" when call?.Parent is ExpressionStatementSyntax stopping:
                    isStopped = true;
                    if (!TryStop(stopping, call, member))
                        return false;
                    break;
                case "AcceptTcpClientAsync" or "AcceptTcpClient" when call is not null:
                    if (!AwaitSite.TryRename(migration.Edits, call, member, "AcceptAsync") || !migration.TryFollow(call))
                        return false;
                    break;
                case "LocalEndpoint" when PortOf(member) is { } port:
                    migration.Edits.Replace(port, current => SyntaxFactory
                        .ParseExpression($"{listener.Name}.LocalEndpoint.Port").WithTriviaFrom(current));
                    break;
                default:
                    return false;
            }
        }

        if (start?.Expression is not InvocationExpressionSyntax starts || !AwaitSite.IsAllowed(statement))
            return false;

        // Declared where it started: what stands between does not know of it.
        string disposal = isStopped && statement.UsingKeyword == default ? "" : "await using ";
        string backlog = starts.ArgumentList.Arguments.ToString();
        migration.Edits.Replace(start, current => SyntaxFactory
            .ParseStatement(
                $"{disposal}ListeningSocket {listener.Name} = ServerSocket.Create().Bind({endpoint}).Listen({backlog});")
            .WithTriviaFrom(current)
            .WithAdditionalAnnotations(Formatter.Annotation));
        migration.Edits.Remove(statement);
        return true;
    }

    private string? EndpointOf(ExpressionSyntax? creation) => creation switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList: { } list, Initializer: null } =>
            EndpointText.Of(list.Arguments, migration.Model),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call
            when migration.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Create" } =>
            $"Endpoint.Any({arguments[0].Expression})",
        _ => null,
    };

    private bool TryStop(
        ExpressionStatementSyntax statement, InvocationExpressionSyntax call, MemberAccessExpressionSyntax member)
    {
        if (!AwaitSite.IsAllowed(statement) || call.ArgumentList.Arguments.Count > 0)
            return false;
        return AwaitSite.TryRename(migration.Edits, call, member, "DisposeAsync");
    }

    /// <summary>The whole of <c>((IPEndPoint)listener.LocalEndpoint).Port</c>.</summary>
    private static MemberAccessExpressionSyntax? PortOf(MemberAccessExpressionSyntax member) =>
        member.Parent is CastExpressionSyntax
        {
            Parent: ParenthesizedExpressionSyntax
            {
                Parent: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Port" } port,
            },
        }
            ? port
            : null;
}

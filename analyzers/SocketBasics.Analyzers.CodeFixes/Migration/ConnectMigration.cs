using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary><c>new TcpClient()</c> with its <c>Connect</c> becomes <c>ClientSocket.ConnectAsync</c>.</summary>
internal sealed class ConnectMigration(TcpMigration migration)
{
    public bool TryMigrate(ILocalSymbol client, VariableDeclarationSyntax declaration)
    {
        if (declaration.Variables[0].Initializer?.Value is not BaseObjectCreationExpressionSyntax
            {
                ArgumentList: { } arguments, Initializer: null,
            } creation
            || !AwaitSite.IsAllowed(creation))
        {
            return false;
        }

        // A client that is accepted or passed on needs no connect of its own; this one does.
        return arguments.Arguments.Count == 0
            ? declaration.Parent is LocalDeclarationStatementSyntax statement && TryMerge(client, statement)
            : TryReplace(creation, arguments);
    }

    private bool TryReplace(BaseObjectCreationExpressionSyntax creation, ArgumentListSyntax arguments)
    {
        // One argument is the local endpoint, and connects nothing.
        if (arguments.Arguments.Count != 2 || RemoteOf(arguments.Arguments) is not { } remote)
            return false;

        migration.Edits.Replace((SyntaxNode)creation, current => SyntaxFactory
            .ParseExpression(Connected(remote)).WithTriviaFrom(current));
        return migration.TryFollow(creation);
    }

    /// <summary>The client is declared where it was connected.</summary>
    private bool TryMerge(ILocalSymbol client, LocalDeclarationStatementSyntax statement)
    {
        InvocationExpressionSyntax? connect = migration.MentionsOf(client)
            .OrderBy(static mention => mention.SpanStart)
            .Select(static mention => mention.Parent is MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "Connect" or "ConnectAsync",
                Parent: InvocationExpressionSyntax call,
            }
                ? call
                : null)
            .FirstOrDefault();
        if (connect?.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax connecting
            || !TcpMigration.AreSiblings(connecting, statement)
            || !IsWhole(connecting, connect)
            || RemoteOf(connect.ArgumentList.Arguments) is not { } remote)
        {
            return false;
        }

        string disposal = statement.UsingKeyword == default ? "" : "using ";
        migration.Edits.Remove(statement);
        migration.Edits.Replace(connecting, current => SyntaxFactory
            .ParseStatement($"{disposal}Connection {client.Name} = {Connected(remote)};")
            .WithTriviaFrom(current)
            .WithAdditionalAnnotations(Formatter.Annotation));
        migration.Follow(client, connect);
        return true;
    }

    private static bool IsWhole(ExpressionStatementSyntax statement, InvocationExpressionSyntax connect)
    {
        ExpressionSyntax whole = statement.Expression is AwaitExpressionSyntax waiting
            ? waiting.Expression
            : statement.Expression;
        if (whole is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured,
            })
        {
            whole = configured.Expression;
        }

        return whole == connect;
    }

    private static string Connected(string remote) =>
        $"(await ClientSocket.ConnectAsync({remote})).GetConnectionOrThrow()";

    private string? RemoteOf(SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        List<ArgumentSyntax> remote = [.. arguments];
        string token = "";
        if (remote.Count > 0 && TypeOf(remote[remote.Count - 1])?.Name == "CancellationToken")
        {
            token = $", cancellationToken: {remote[remote.Count - 1].Expression}";
            remote.RemoveAt(remote.Count - 1);
        }

        if (remote.Any(static argument => argument.NameColon is not null))
            return null;
        string? endpoint = remote.Count == 2 && TypeOf(remote[0])?.SpecialType == SpecialType.System_String
            ? $"{remote[0].Expression}, {remote[1].Expression}"
            : EndpointText.Of(remote, migration.Model);
        return endpoint is null ? null : endpoint + token;
    }

    private ITypeSymbol? TypeOf(ArgumentSyntax argument) => migration.Model.GetTypeInfo(argument.Expression).Type;
}

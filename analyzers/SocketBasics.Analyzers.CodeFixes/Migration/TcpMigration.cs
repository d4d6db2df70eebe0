using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>One migration: a variable, and whatever it is passed to in the same file.</summary>
internal sealed class TcpMigration(SemanticModel model, SyntaxNode root)
{
    private readonly Queue<(ISymbol Client, InvocationExpressionSyntax? Connect)> _clients = new();
    private readonly HashSet<ISymbol> _known = new(SymbolEqualityComparer.Default);

    public SemanticModel Model { get; } = model;

    public MigrationEdits Edits { get; } = new();

    /// <summary>The file with the variable's new type, or null when a use is not understood.</summary>
    public SyntaxNode? Migrate(ILocalSymbol local, VariableDeclarationSyntax declaration)
    {
        bool isUnderstood = FrameworkType(local.Type) switch
        {
            "TcpListener" => new ListenerMigration(this).TryMigrate(local, declaration),
            "TcpClient" => new ConnectMigration(this).TryMigrate(local, declaration),
            _ => false,
        };
        while (isUnderstood && _clients.Count > 0)
        {
            (ISymbol client, InvocationExpressionSyntax? connect) = _clients.Dequeue();
            isUnderstood = new ConnectionMigration(this).TryMigrate(client, connect);
        }

        return isUnderstood ? Edits.Apply(root) : null;
    }

    /// <summary>The name of a type of System.Net.Sockets.</summary>
    public static string? FrameworkType(ITypeSymbol? type) =>
        type?.ContainingNamespace?.ToDisplayString() == "System.Net.Sockets" ? type.Name : null;

    /// <summary>Whether two statements stand in one block; top-level statements each have a parent of their own.</summary>
    public static bool AreSiblings(StatementSyntax one, StatementSyntax other) =>
        one.Parent == other.Parent || (one.Parent is GlobalStatementSyntax && other.Parent is GlobalStatementSyntax);

    public IEnumerable<IdentifierNameSyntax> MentionsOf(ISymbol symbol) => root.DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == symbol.Name
            && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(name).Symbol, symbol));

    /// <summary>Follows a client to the variable or the parameter that holds it from now on.</summary>
    public bool TryFollow(ExpressionSyntax client)
    {
        ExpressionSyntax value = client;
        while (value.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax
            || value.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }
            || (value.Parent is InvocationExpressionSyntax && value is MemberAccessExpressionSyntax))
        {
            value = (ExpressionSyntax)value.Parent;
        }

        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax whole } variable }
                when whole.Variables.Count == 1 && Model.GetDeclaredSymbol(variable) is ILocalSymbol local:
                Retype(whole.Type, "Connection");
                Follow(local);
                return true;
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument:
                return TryFollow(call, list.Arguments.IndexOf(argument), argument);
            default:
                return false;
        }
    }

    /// <summary>Has all mentions of a client migrated, but for the call that connects it.</summary>
    /// <returns>Whether it was not yet known.</returns>
    public bool Follow(ISymbol client, InvocationExpressionSyntax? connect = null)
    {
        if (!_known.Add(client))
            return false;
        _clients.Enqueue((client, connect));
        return true;
    }

    /// <summary>Gives a declaration another type, unless it leaves the type to the compiler.</summary>
    public void Retype(TypeSyntax type, string name)
    {
        if (!type.IsVar)
            Edits.Replace(type, current => SyntaxFactory.ParseTypeName(name).WithTriviaFrom(current));
    }

    private bool TryFollow(InvocationExpressionSyntax call, int index, ArgumentSyntax argument)
    {
        if (argument.NameColon is not null
            || Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { IsVirtual: false, IsOverride: false } method
            || index >= method.Parameters.Length
            || method.Parameters[index] is not { IsParams: false, RefKind: RefKind.None } parameter
            || FrameworkType(parameter.Type) != "TcpClient"
            || method.DeclaringSyntaxReferences.Length != 1
            || parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()
                is not ParameterSyntax { Type: { } type } declaration
            || declaration.SyntaxTree != Model.SyntaxTree)
        {
            return false;
        }

        if (Follow(parameter))
            Retype(type, "Connection");
        return true;
    }
}

using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Finds the variables of which a type shows everything: its locals and its private members.</summary>
internal static class SocketVariables
{
    /// <summary>Has each variable analyzed when all parts of the type that declares it are known.</summary>
    public static void Register(
        CompilationStartAnalysisContext context, SocketSymbols symbols,
        Action<SymbolAnalysisContext, SocketVariable> analyze) =>
        RegisterTypes(context, symbols, type => HoldsSockets(type, symbols), (end, variables) =>
        {
            foreach (SocketVariable variable in variables)
                analyze(end, variable);
        });

    /// <summary>Has the variables of a type analyzed together, if <paramref name="isHeld"/> takes theirs.</summary>
    public static void RegisterTypes(
        CompilationStartAnalysisContext context, SocketSymbols symbols, Func<ITypeSymbol?, bool> isHeld,
        Action<SymbolAnalysisContext, IReadOnlyList<SocketVariable>> analyze)
    {
        // What an outer type declares, the types within may use; so they are one. The outer type ends after them.
        var types = new ConcurrentDictionary<ISymbol, ConcurrentQueue<(ISymbol, IOperation)>>(
            SymbolEqualityComparer.Default);
        context.RegisterSymbolStartAction(
            start =>
            {
                ConcurrentQueue<(ISymbol, IOperation)> mentions = types.GetOrAdd(Outermost(start.Symbol), _ => new());
                start.RegisterOperationAction(
                    operation => Collect(operation.Operation, isHeld, mentions),
                    OperationKind.LocalReference, OperationKind.VariableDeclarator,
                    OperationKind.FieldReference, OperationKind.FieldInitializer,
                    OperationKind.PropertyReference, OperationKind.PropertyInitializer);
                start.RegisterSymbolEndAction(end =>
                {
                    if (end.Symbol.ContainingType is not null || !types.TryRemove(end.Symbol, out mentions))
                        return;
                    analyze(end, [.. Group(mentions, symbols)]);
                });
            },
            SymbolKind.NamedType);
    }

    /// <summary>Whether a value is given to such a variable, and so comes with it.</summary>
    public static bool Hold(IOperation value)
    {
        value = SocketUse.Outermost(value);
        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } =>
                IsSeenWhole(declarator.Symbol),
            IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields } => IsSeenWhole(fields[0]),
            IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties } =>
                IsSeenWhole(properties[0]),
            IAssignmentOperation assignment => assignment.Target switch
            {
                ILocalReferenceOperation local => IsSeenWhole(local.Local),
                IFieldReferenceOperation field => IsSeenWhole(field.Field),
                IPropertyReferenceOperation property => IsSeenWhole(property.Property),
                _ => false,
            },
            _ => false,
        };
    }

    private static ISymbol Outermost(ISymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type;
    }

    private static void Collect(
        IOperation operation, Func<ITypeSymbol?, bool> isHeld,
        ConcurrentQueue<(ISymbol Symbol, IOperation Operation)> mentions)
    {
        ISymbol? symbol = operation switch
        {
            ILocalReferenceOperation { IsDeclaration: false } local => local.Local,
            IVariableDeclaratorOperation declarator => declarator.Symbol,
            IFieldReferenceOperation field => field.Field,
            IFieldInitializerOperation initializer => initializer.InitializedFields.FirstOrDefault(),
            IPropertyReferenceOperation property => property.Property,
            IPropertyInitializerOperation initializer => initializer.InitializedProperties.FirstOrDefault(),
            _ => null,
        };
        if (symbol is not null && isHeld(TypeOf(symbol)) && IsSeenWhole(symbol))
            mentions.Enqueue((symbol, operation));
    }

    private static bool HoldsSockets(ITypeSymbol? type, SocketSymbols symbols) =>
        SocketSymbols.IsOrDerivesFrom(type, symbols.Socket)
        || SocketSymbols.IsOrDerivesFrom(type, symbols.TcpListener)
        || SocketSymbols.IsOrDerivesFrom(type, symbols.TcpClient);

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    /// <summary>
    /// A reference to another variable (ref) is that variable, and a property with code may be anything.
    /// </summary>
    private static bool IsSeenWhole(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => !local.IsRef,
        IFieldSymbol field => field is { DeclaredAccessibility: Accessibility.Private, RefKind: RefKind.None },
        IPropertySymbol property => property.DeclaredAccessibility == Accessibility.Private
            && property.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)),
        _ => false,
    };

    private static IEnumerable<SocketVariable> Group(
        ConcurrentQueue<(ISymbol Symbol, IOperation Operation)> mentions, SocketSymbols symbols)
    {
        foreach (IGrouping<ISymbol?, IOperation> group in mentions.GroupBy(
            ISymbol? (mention) => mention.Symbol.OriginalDefinition,
            mention => mention.Operation,
            SymbolEqualityComparer.Default))
        {
            yield return new SocketVariable(
                group.Key!,
                [.. group
                    .OrderBy(operation => operation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
                    .ThenBy(operation => operation.Syntax.SpanStart)],
                symbols);
        }
    }
}

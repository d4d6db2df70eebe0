using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Finds the variables of which a type shows everything: its locals and its private members.</summary>
internal static class SocketVariables
{
    /// <summary>Has each variable analyzed: a local with its member, another with the type that declares it.</summary>
    public static void Register(RuleActions actions, SocketSymbols symbols, SocketVariableAction analyze)
    {
        List<SocketVariableAction> all = actions.SocketVariableActions;
        all.Add(analyze);
        if (all.Count > 1)
            return;

        actions.RegisterOperationAction(
            mention =>
            {
                if (LocalOf(mention.Operation) is { } local
                    && HoldsSockets(local.Type, symbols) && IsSeenWhole(local)
                    && MentionsOf(local, mention.Operation) is var mentions && mentions[0] == mention.Operation)
                {
                    var variable = new SocketVariable(local, [.. InOrder(mentions)], symbols);
                    foreach (SocketVariableAction action in all)
                        action(variable, mention.Options, mention.ReportDiagnostic);
                }
            },
            OperationKind.LocalReference, OperationKind.VariableDeclarator);
        RegisterTypes(
            actions,
            symbols,
            symbol => symbol is not ILocalSymbol && HoldsSockets(TypeOf(symbol), symbols),
            DeclaresMember,
            (end, variables) =>
            {
                foreach (SocketVariable variable in variables)
                {
                    foreach (SocketVariableAction action in all)
                        action(variable, end.Options, end.ReportDiagnostic);
                }
            });

        bool DeclaresMember(INamespaceOrTypeSymbol type)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is INamedTypeSymbol nested ? DeclaresMember(nested) : HoldsSockets(TypeOf(member), symbols))
                    return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Has the variables of a type analyzed together, if <paramref name="isHeld"/> takes their types, and the files of the
    /// type speak of what the rule is about.
    /// </summary>
    public static void RegisterTypes(
        RuleActions actions, SocketSymbols symbols, string word, Func<ITypeSymbol?, bool> isHeld,
        Action<SymbolAnalysisContext, IReadOnlyList<SocketVariable>> analyze) =>
        RegisterTypes(
            actions, symbols, symbol => isHeld(TypeOf(symbol)),
            type => LibraryUse.IsMentioned(type, word, actions.CancellationToken), analyze);

    private static void RegisterTypes(
        RuleActions actions, SocketSymbols symbols, Func<ISymbol, bool> isHeld,
        Func<INamespaceOrTypeSymbol, bool> mayDeclare,
        Action<SymbolAnalysisContext, IReadOnlyList<SocketVariable>> analyze)
    {
        // What an outer type declares, the types within may use; so they are one. The outer type ends after them.
        var types = new ConcurrentDictionary<ISymbol, ConcurrentQueue<(ISymbol, IOperation)>>(
            SymbolEqualityComparer.Default);
        actions.RegisterTypeStartAction(start =>
        {
            INamespaceOrTypeSymbol outermost = Outermost((INamedTypeSymbol)start.Symbol);
            if (!mayDeclare(outermost))
                return;

            ConcurrentQueue<(ISymbol, IOperation)> mentions = types.GetOrAdd(outermost, _ => new());
            start.RegisterOperationAction(
                operation => Collect(operation.Operation, isHeld, mentions),
                OperationKind.LocalReference, OperationKind.VariableDeclarator,
                OperationKind.FieldReference, OperationKind.FieldInitializer,
                OperationKind.PropertyReference, OperationKind.PropertyInitializer);
            start.RegisterSymbolEndAction(end =>
            {
                if (types.TryRemove(end.Symbol, out mentions))
                    analyze(end, [.. Group(mentions, symbols)]);
            });
        });
    }

    /// <summary>Whether a value is given to such a variable, and so comes with it.</summary>
    public static bool Hold(IOperation value)
    {
        value = SocketUse.Outermost(value);
        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } =>
                IsSeenWhole(declarator.Symbol),
            IFieldInitializerOperation initializer => IsSeenWhole(initializer.InitializedFields[0]),
            IPropertyInitializerOperation initializer => IsSeenWhole(initializer.InitializedProperties[0]),
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

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type;
    }

    private static void Collect(
        IOperation operation, Func<ISymbol, bool> isHeld,
        ConcurrentQueue<(ISymbol Symbol, IOperation Operation)> mentions)
    {
        ISymbol? symbol = operation switch
        {
            ILocalReferenceOperation or IVariableDeclaratorOperation => LocalOf(operation),
            IFieldReferenceOperation field => field.Field,
            IFieldInitializerOperation initializer => initializer.InitializedFields.FirstOrDefault(),
            IPropertyReferenceOperation property => property.Property,
            IPropertyInitializerOperation initializer => initializer.InitializedProperties.FirstOrDefault(),
            _ => null,
        };
        if (symbol is not null && isHeld(symbol) && IsSeenWhole(symbol))
            mentions.Enqueue((symbol, operation));
    }

    private static ILocalSymbol? LocalOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { IsDeclaration: false } local => local.Local,
        IVariableDeclaratorOperation declarator => declarator.Symbol,
        _ => null,
    };

    private static IOperation[] MentionsOf(ILocalSymbol local, IOperation mention) =>
        [.. mention.MentionsOf(local).Where(static operation => LocalOf(operation) is not null)];

    // Asked for every variable of a program; by far the most are told apart by a name.
    private static bool HoldsSockets(ITypeSymbol? type, SocketSymbols symbols)
    {
        if (type is not { TypeKind: TypeKind.Class, SpecialType: SpecialType.None })
            return false;

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            bool isSocket = current.Name switch
            {
                "Socket" => SocketSymbols.Is(current, symbols.Socket),
                "TcpClient" => SocketSymbols.Is(current, symbols.TcpClient),
                _ => false,
            };
            if (isSocket)
                return true;
        }

        return false;
    }

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
            yield return new SocketVariable(group.Key!, [.. InOrder(group)], symbols);
        }
    }

    private static IEnumerable<IOperation> InOrder(IEnumerable<IOperation> mentions) => mentions
        .OrderBy(operation => operation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(operation => operation.Syntax.SpanStart);
}

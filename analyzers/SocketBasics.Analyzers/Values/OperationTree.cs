using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Ways through the tree of a member's operations.</summary>
/// <remarks>
/// A tree is taken apart once for all rules: a method of ten thousand statements has a hundred thousand operations, and
/// rules ask about each of its variables.
/// </remarks>
internal static class OperationTree
{
    private static readonly ConditionalWeakTable<IOperation, Parts> Known = new();

    /// <summary>Gets all operations of the member that this one is a part of.</summary>
    public static IReadOnlyList<IOperation> OperationsOfMember(this IOperation operation) => PartsOf(operation).Operations;

    /// <summary>Gets where the member names a local or a parameter: its declaration, and all references to it.</summary>
    public static IEnumerable<IOperation> MentionsOf(this IOperation operation, ISymbol variable) =>
        PartsOf(operation).Mentions.Value[variable];

    /// <summary>Gets what may write to a local or a parameter: assignments, declarations, patterns, references.</summary>
    public static IReadOnlyList<IOperation> WritesOfMember(this IOperation operation) => PartsOf(operation).Writes.Value;

    private static Parts PartsOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return Known.GetValue(operation, static root => new(root));
    }

    private sealed class Parts
    {
        public Parts(IOperation root)
        {
            Operations = [.. root.Descendants()];
            Mentions = new(() => Operations
                .Where(static operation => VariableOf(operation) is not null)
                .ToLookup(VariableOf, SymbolEqualityComparer.Default));
            Writes = new(() => [.. Operations.Where(MayWrite)]);
        }

        public IOperation[] Operations { get; }

        public Lazy<IOperation[]> Writes { get; }

        public Lazy<ILookup<ISymbol?, IOperation>> Mentions { get; }

        private static bool MayWrite(IOperation operation) => operation
            is IVariableDeclaratorOperation or IForEachLoopOperation or IAssignmentOperation
            or IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref }
            or IDeclarationPatternOperation or IRecursivePatternOperation;

        private static ISymbol? VariableOf(IOperation operation) => operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IVariableDeclaratorOperation declarator => declarator.Symbol,
            _ => null,
        };
    }
}

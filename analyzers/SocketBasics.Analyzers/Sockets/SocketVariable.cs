using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>
/// A local or private member that holds sockets or clients, and all the source does with it.
/// </summary>
internal sealed class SocketVariable
{
    public SocketVariable(ISymbol symbol, IReadOnlyList<IOperation> mentions, SocketSymbols symbols)
    {
        Symbol = symbol;
        References = [.. mentions.Where(mention => mention is ILocalReferenceOperation or IMemberReferenceOperation)];
        Values = [.. mentions.Select(AssignedTo).OfType<IOperation>().Where(value => !IsNull(value))];

        var role = new SocketRole(symbol, symbols);
        Roles = Values.Count == 0 ? SocketRoles.Unknown : SocketRoles.None;
        foreach (IOperation reference in References)
            Roles |= role.OfUse(reference);
        foreach (IOperation value in Values)
            Roles |= role.OfValue(value);
    }

    public ISymbol Symbol { get; }

    /// <summary>Gets all mentions but the declaration, in the order of the source.</summary>
    public IReadOnlyList<IOperation> References { get; }

    /// <summary>Gets all values that it is given, besides null.</summary>
    public IReadOnlyList<IOperation> Values { get; }

    public SocketRoles Roles { get; }

    private static IOperation? AssignedTo(IOperation mention) => mention switch
    {
        IVariableDeclaratorOperation declarator => declarator.GetVariableInitializer()?.Value,
        ISymbolInitializerOperation initializer => initializer.Value,
        { Parent: IAssignmentOperation assignment } when assignment.Target == mention => assignment.Value,
        _ => null,
    };

    private static bool IsNull(IOperation value) =>
        SocketUse.Inner(value) is IDefaultValueOperation or { ConstantValue.HasValue: true };
}

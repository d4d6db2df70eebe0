using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Ways through the tree of a member's operations.</summary>
internal static class OperationTree
{
    /// <summary>Gets all operations of the member that this one is a part of.</summary>
    public static IEnumerable<IOperation> OperationsOfMember(this IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation.Descendants();
    }
}

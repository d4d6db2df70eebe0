using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The ways to ask the runtime for the error number of the native call before.</summary>
internal static class ErrorQuery
{
    /// <summary>Whether the error is asked for after the call, with no other native call in between.</summary>
    public static bool Follows(IInvocationOperation call)
    {
        IOperation? before = null;
        foreach (IOperation operation in call.OperationsOfMember().OrderBy(operation => operation.Syntax.SpanStart))
        {
            if (operation is IInvocationOperation { TargetMethod: var method } && NativeImport.IsAny(method))
                before = operation;
            else if (before == call && Is(operation))
                return true;
        }

        return false;
    }

    private static bool Is(IOperation operation) => operation switch
    {
        IInvocationOperation
        {
            TargetMethod: { Name: "GetLastPInvokeError" or "GetLastWin32Error", ContainingType: { } type },
        } => IsOf(type, "System.Runtime.InteropServices"),
        IObjectCreationOperation { Type: INamedTypeSymbol { Name: "Win32Exception" } type } creation =>
            creation.Arguments.IsEmpty && IsOf(type, "System.ComponentModel"),
        IObjectCreationOperation { Type: INamedTypeSymbol { Name: "SocketException" } type } creation =>
            creation.Arguments.IsEmpty && IsOf(type, "System.Net.Sockets"),
        _ => false,
    };

    private static bool IsOf(INamedTypeSymbol type, string space) =>
        type.ContainingNamespace.ToDisplayString() == space;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells the code that is written for the exception which it throws.</summary>
internal static class CaughtException
{
    /// <summary>Whether the operation stands in a try with a handler for this very exception.</summary>
    public static bool IsExpected(IOperation operation, string exception)
    {
        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ITryOperation attempt
                && attempt.Body.Syntax.Span.Contains(operation.Syntax.Span)
                && attempt.Catches.Any(handler => handler.ExceptionType?.Name == exception))
            {
                return true;
            }
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The library's ways to accept.</summary>
internal static class LibraryAccept
{
    /// <summary>Whether a call accepts one connection.</summary>
    public static bool IsAccept(IInvocationOperation call, LibrarySymbols symbols) =>
        LibrarySymbols.IsCallOf(call, symbols.ListeningSocket, "AcceptAsync");

    /// <summary>The variable of a loop over accepted connections, or null for other loops.</summary>
    public static ILocalSymbol? VariableOf(IForEachLoopOperation loop, LibrarySymbols symbols)
    {
        IOperation collection = SocketUse.Inner(loop.Collection);
        while (collection is IInvocationOperation { TargetMethod.Name: "WithCancellation" or "ConfigureAwait" } call
            && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } configured)
        {
            collection = SocketUse.Inner(configured);
        }

        return collection is IInvocationOperation all
            && LibrarySymbols.IsCallOf(all, symbols.ListeningSocket, "AcceptAllAsync")
            && loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var variable }
                ? variable
                : null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells streams over a connection from streams over files and memory.</summary>
internal static class PeerStream
{
    /// <summary>Whether the stream is of a connection, by its type or by all that the variable is given.</summary>
    public static bool Is(IOperation stream, SocketSymbols symbols) =>
        IsOfConnection(SocketUse.Inner(stream), symbols)
        || Origins.Of(stream).All(origin => IsOfConnection(origin, symbols));

    /// <summary>Whether the stream has all its bytes at hand, so that a read returns what is left.</summary>
    public static bool IsAtHand(IOperation stream) =>
        IsOfFileOrMemory(SocketUse.Inner(stream).Type)
        || Origins.Of(stream).All(origin => IsOfFileOrMemory(origin.Type));

    private static bool IsOfConnection(IOperation stream, SocketSymbols symbols) =>
        SocketSymbols.IsOrDerivesFrom(stream.Type, symbols.NetworkStream)
        || IsNamed(stream.Type, "System.Net.Security", "SslStream")
        || stream is IInvocationOperation { TargetMethod: { Name: "AsStream", ContainingType: { } type } }
            && SocketSymbols.Is(type, symbols.Connection);

    private static bool IsOfFileOrMemory(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (IsNamed(type, "System.IO", "MemoryStream", "UnmanagedMemoryStream", "FileStream"))
                return true;
        }

        return false;
    }

    private static bool IsNamed(ITypeSymbol? type, string space, params string[] names) =>
        type is { ContainingNamespace: { } of } && names.Contains(type.Name) && of.ToDisplayString() == space;
}

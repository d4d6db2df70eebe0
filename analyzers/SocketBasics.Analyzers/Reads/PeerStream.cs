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

    /// <summary>Whether the stream is of a connection, or may be; other kinds have reads of their own.</summary>
    public static bool MayBe(IOperation stream, SocketSymbols symbols) =>
        Is(stream, symbols)
        || (SocketSymbols.Is(SocketUse.Inner(stream).Type, symbols.Stream)
            && Origins.Of(stream).Any(origin => SocketSymbols.Is(origin.Type, symbols.Stream)));

    private static bool IsOfConnection(IOperation stream, SocketSymbols symbols) =>
        SocketSymbols.IsOrDerivesFrom(stream.Type, symbols.NetworkStream)
        || IsSecured(stream.Type)
        || stream is IInvocationOperation { TargetMethod.ContainingType: { } type }
            && SocketSymbols.Is(type, symbols.Connection);

    /// <summary>SslStream and NegotiateStream.</summary>
    private static bool IsSecured(ITypeSymbol? type) =>
        type is { ContainingNamespace: { } space }
        && space.ToDisplayString() == "System.Net.Security";
}

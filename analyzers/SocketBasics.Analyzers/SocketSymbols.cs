using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers;

/// <summary>The types that rules about sockets ask for, looked up once per compilation and shared by all rules.</summary>
/// <remarks>A type that the compilation does not know is null, and equal to no symbol.</remarks>
internal sealed class SocketSymbols
{
    // Every compilation for .NET references Socket. Only source that speaks of sockets or addresses is worth a look: by one
    // of these words, or by way of the library.
    private static readonly string[] Words =
    [
        "System.Net.Sockets", "IPAddress", "EndPoint", "SocketBasics",
        "sin_port", "sin6_port", "sockaddr", "SockAddr", "Sockaddr", "SOCKADDR", "SinPort", "Sin6Port",
        "\"libc", "libSystem", "ws2_32", "wsock32",
    ];

    private static readonly ConditionalWeakTable<Compilation, StrongBox<SocketSymbols?>> Known = new();

    private SocketSymbols(Compilation compilation)
    {
        Compilation = compilation;
        Socket = Find("System.Net.Sockets.Socket");
        TcpListener = Find("System.Net.Sockets.TcpListener");
        TcpClient = Find("System.Net.Sockets.TcpClient");
        UdpClient = Find("System.Net.Sockets.UdpClient");
        NetworkStream = Find("System.Net.Sockets.NetworkStream");
        SocketAsyncEventArgs = Find("System.Net.Sockets.SocketAsyncEventArgs");
        SocketException = Find("System.Net.Sockets.SocketException");
        SocketError = Find("System.Net.Sockets.SocketError");
        LingerOption = Find("System.Net.Sockets.LingerOption");
        EndPoint = Find("System.Net.EndPoint");
        IPEndPoint = Find("System.Net.IPEndPoint");
        DnsEndPoint = Find("System.Net.DnsEndPoint");
        IPAddress = Find("System.Net.IPAddress");
        SocketAddress = Find("System.Net.SocketAddress");
        Dns = Find("System.Net.Dns");
        Stream = Find("System.IO.Stream");
        Encoding = Find("System.Text.Encoding");
        SocketTaskExtensions = Find("System.Net.Sockets.SocketTaskExtensions");
        Endpoint = FindInLibrary("SocketBasics.Endpoint");
        ClientSocket = FindInLibrary("SocketBasics.ClientSocket");
        Connection = FindInLibrary("SocketBasics.Connection");
        DatagramSocket = FindInLibrary("SocketBasics.DatagramSocket");

        INamedTypeSymbol? Find(string name) => compilation.GetTypeByMetadataName(name);

        INamedTypeSymbol? FindInLibrary(string name) => Find(name) is { ContainingAssembly.Name: "SocketBasics" } type ? type : null;
    }

    public Compilation Compilation { get; }

    public INamedTypeSymbol? Socket { get; }

    public INamedTypeSymbol? TcpListener { get; }

    public INamedTypeSymbol? TcpClient { get; }

    public INamedTypeSymbol? UdpClient { get; }

    public INamedTypeSymbol? NetworkStream { get; }

    public INamedTypeSymbol? SocketAsyncEventArgs { get; }

    public INamedTypeSymbol? SocketException { get; }

    public INamedTypeSymbol? SocketError { get; }

    public INamedTypeSymbol? LingerOption { get; }

    public INamedTypeSymbol? EndPoint { get; }

    public INamedTypeSymbol? IPEndPoint { get; }

    public INamedTypeSymbol? DnsEndPoint { get; }

    public INamedTypeSymbol? IPAddress { get; }

    public INamedTypeSymbol? SocketAddress { get; }

    public INamedTypeSymbol? Dns { get; }

    public INamedTypeSymbol? Stream { get; }

    public INamedTypeSymbol? Encoding { get; }

    public INamedTypeSymbol? SocketTaskExtensions { get; }

    /// <summary>Gets the library's own endpoint.</summary>
    public INamedTypeSymbol? Endpoint { get; }

    /// <summary>Gets the library's own way to connect.</summary>
    public INamedTypeSymbol? ClientSocket { get; }

    /// <summary>Gets the library's own connection.</summary>
    public INamedTypeSymbol? Connection { get; }

    /// <summary>Gets the library's own socket for datagrams.</summary>
    public INamedTypeSymbol? DatagramSocket { get; }

    /// <summary>The symbols, or null when the source speaks of neither sockets nor addresses.</summary>
    public static SocketSymbols? Of(Compilation compilation, CancellationToken cancellationToken)
    {
        if (!Known.TryGetValue(compilation, out StrongBox<SocketSymbols?>? found))
        {
            bool isUsed = Words.Any(word => LibraryUse.IsMentioned(compilation, word, cancellationToken));
            var resolved = new StrongBox<SocketSymbols?>(isUsed ? new(compilation) : null);
            found = Known.GetValue(compilation, _ => resolved);
        }

        return found.Value;
    }

    /// <summary>Whether a symbol is this very type; a type that is not known is equal to none.</summary>
    public static bool Is(ISymbol? symbol, INamedTypeSymbol? type) =>
        type is not null && SymbolEqualityComparer.Default.Equals(symbol, type);

    /// <summary>Whether a type is this one or derives from it.</summary>
    public static bool IsOrDerivesFrom(ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, ancestor))
                return true;
        }

        return false;
    }
}

using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The types that rules ask for, looked up once per compilation and shared by all rules.</summary>
internal sealed class LibrarySymbols
{
    private const string Library = "SocketBasics";

    private static readonly ConditionalWeakTable<Compilation, StrongBox<LibrarySymbols?>> Known = new();

    private readonly INamedTypeSymbol? _task;
    private readonly INamedTypeSymbol? _valueTask;

    private readonly INamedTypeSymbol?[] _outcomes;

    private LibrarySymbols(Compilation compilation, INamedTypeSymbol connectResult)
    {
        ConnectResult = connectResult;
        ClientSocket = Find("ClientSocket");
        ServerSocket = Find("ServerSocket");
        BoundServerSocket = Find("BoundServerSocket");
        ListeningSocket = Find("ListeningSocket");
        Connection = Find("Connection");
        DatagramSocket = Find("DatagramSocket");
        RawSocket = Find("RawSocket");
        _outcomes = [.. Outcome.Names.Select(name => connectResult.GetTypeMembers(name).FirstOrDefault())];
        _task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
        _valueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");

        INamedTypeSymbol? Find(string name) =>
            connectResult.ContainingAssembly.GetTypeByMetadataName($"{Library}.{name}");
    }

    public INamedTypeSymbol ConnectResult { get; }

    public INamedTypeSymbol? ClientSocket { get; }

    public INamedTypeSymbol? ServerSocket { get; }

    public INamedTypeSymbol? BoundServerSocket { get; }

    public INamedTypeSymbol? ListeningSocket { get; }

    public INamedTypeSymbol? Connection { get; }

    public INamedTypeSymbol? DatagramSocket { get; }

    public INamedTypeSymbol? RawSocket { get; }

    /// <summary>Gets a case of <see cref="ConnectResult"/>, or none for any other type.</summary>
    public Outcomes OutcomeOf(ITypeSymbol? type)
    {
        for (int i = 0; i < _outcomes.Length; i++)
        {
            if (type is not null && Is(type, _outcomes[i]))
                return (Outcomes)(1 << i);
        }

        return Outcomes.None;
    }

    /// <summary>The symbols, or null when the compilation cannot use the library.</summary>
    public static LibrarySymbols? Of(Compilation compilation, CancellationToken cancellationToken)
    {
        if (!Known.TryGetValue(compilation, out StrongBox<LibrarySymbols?>? found))
        {
            var resolved = new StrongBox<LibrarySymbols?>(Resolve(compilation, cancellationToken));
            found = Known.GetValue(compilation, _ => resolved);
        }

        return found.Value;
    }

    /// <summary>Takes <c>Task&lt;T&gt;</c> and <c>ValueTask&lt;T&gt;</c> apart: T, or the type itself.</summary>
    public ITypeSymbol WithoutTask(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsGenericType: true } task
        && (Is(task.OriginalDefinition, _task) || Is(task.OriginalDefinition, _valueTask))
            ? task.TypeArguments[0]
            : type;

    public static bool Is(ISymbol? symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);

    /// <summary>Whether a call is to a method of this type; a type that is not known has none.</summary>
    public static bool IsCallOf(IInvocationOperation call, INamedTypeSymbol? type, string method) =>
        call.TargetMethod.Name == method && type is not null && Is(call.TargetMethod.ContainingType, type);

    private static LibrarySymbols? Resolve(Compilation compilation, CancellationToken cancellationToken)
    {
        // By assembly, not by name alone: another library or the user's own code may have a type of the same name.
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.Name == Library)
            {
                return assembly.GetTypeByMetadataName("SocketBasics.ConnectResult") is { } connectResult
                    && LibraryUse.IsPossible(compilation, Library, cancellationToken)
                    ? new(compilation, connectResult)
                    : null;
            }
        }

        return null;
    }
}

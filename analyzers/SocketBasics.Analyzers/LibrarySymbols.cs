using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers;

/// <summary>The types that rules ask for, looked up once per compilation and shared by all rules.</summary>
internal sealed class LibrarySymbols
{
    private const string Library = "SocketBasics";

    private static readonly ConditionalWeakTable<Compilation, StrongBox<LibrarySymbols?>> Known = new();

    private readonly INamedTypeSymbol? _task;
    private readonly INamedTypeSymbol? _valueTask;

    private LibrarySymbols(Compilation compilation, INamedTypeSymbol connectResult)
    {
        ConnectResult = connectResult;
        _task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
        _valueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");
    }

    public INamedTypeSymbol ConnectResult { get; }

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

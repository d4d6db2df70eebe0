using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>A variable whose object has moved on to another state, and the call by which it has.</summary>
/// <param name="Variable">A local or a parameter.</param>
/// <param name="Call">The name of the method.</param>
internal sealed record StateMove(ISymbol Variable, string Call)
{
    /// <summary>The names of the methods that move an object on.</summary>
    public static readonly string[] Names = ["Bind", "Listen", "AsStream", "AsPipe"];

    /// <summary>The move that a call makes, or null when it makes none, or nobody can say of what.</summary>
    public static StateMove? Of(IInvocationOperation call, LibrarySymbols symbols)
    {
        bool isMove = call.TargetMethod.Name switch
        {
            "Bind" => LibrarySymbols.IsCallOf(call, symbols.ServerSocket, "Bind"),
            "Listen" => LibrarySymbols.IsCallOf(call, symbols.BoundServerSocket, "Listen"),
            "AsStream" or "AsPipe" => LibrarySymbols.Is(call.TargetMethod.ContainingType, symbols.Connection),
            _ => false,
        };
        return isMove && VariableOf(call.Instance) is { } variable ? new(variable, call.TargetMethod.Name) : null;
    }

    /// <summary>Whether a method of the object throws, after this.</summary>
    public bool Forbids(IMethodSymbol method) => (Call, method.Name) switch
    {
        ("Bind" or "Listen", var name) => name == Call,

        // The same stream is returned again; but bytes go through one of the two only.
        (_, "ReceiveAsync" or "SendAsync" or "WaitReadableAsync") => true,
        ("AsStream", "AsPipe") or ("AsPipe", "AsStream") => true,
        _ => false,
    };

    /// <summary>Gets the variable that an operation reads or writes, or null.</summary>
    public static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}

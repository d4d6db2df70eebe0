using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells from one use, or one value, what a variable's sockets are for.</summary>
internal sealed class SocketRole(ISymbol symbol, SocketSymbols symbols)
{
    public SocketRoles OfUse(IOperation reference)
    {
        if (SocketUse.MemberOf(reference) is { } member)
            return OfMember(member);

        IOperation value = SocketUse.Outermost(reference);
        return value.Parent switch
        {
            // Its value is looked at elsewhere.
            ISimpleAssignmentOperation assignment when assignment.Target == value => SocketRoles.None,
            ICoalesceAssignmentOperation assignment when assignment.Target == value => SocketRoles.None,
            IArgumentOperation argument => OfArgument(argument),
            IReturnOperation when symbol is ILocalSymbol => SocketRoles.None,
            IIsPatternOperation pattern when !DeclaresAnother(pattern) => SocketRoles.None,
            IBinaryOperation or IIsTypeOperation or ILockOperation or IUsingOperation => SocketRoles.None,
            INameOfOperation or IInterpolationOperation => SocketRoles.None,
            _ => SocketRoles.Unknown,
        };
    }

    public SocketRoles OfValue(IOperation value)
    {
        switch (SocketUse.Inner(value))
        {
            case IDefaultValueOperation or { ConstantValue.HasValue: true } or IThrowOperation:
                return SocketRoles.None;
            case IObjectCreationOperation creation:
                return OfCreation(creation);
            case ICoalesceOperation coalesce:
                return OfValue(coalesce.Value) | OfValue(coalesce.WhenNull);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return OfValue(conditional.WhenTrue) | OfValue(whenFalse);
            case IPropertyReferenceOperation server
                when SocketSymbols.Is(server.Property.ContainingType, symbols.TcpListener):
                return SocketRoles.Listens;

            // What it was is told by what ends the operation: EndAccept, EndConnect or EndReceive.
            case IPropertyReferenceOperation { Property.ContainingType.Name: "IAsyncResult" }
                when symbol is ILocalSymbol:
                return SocketRoles.None;
            default:
                return SocketRoles.Unknown;
        }
    }

    private SocketRoles OfMember(IOperation member)
    {
        INamedTypeSymbol? type = SocketUse.TypeOf(member);
        if (!IsOfFramework(type))
            return member is IInvocationOperation call
                && RootOf(call.TargetMethod) != "System" ? SocketRoles.Unknown : SocketRoles.None;

        string name = SocketUse.NameOf(member)!;
        if (name == "Client")
            return member.Parent is IAssignmentOperation ? SocketRoles.Unknown : OfUse(member);
        if (name is "Listen" or "BeginAccept" or "EndAccept" || name.StartsWith("Accept", StringComparison.Ordinal))
            return SocketRoles.Listens;
        return name is "Connect" or "ConnectAsync" or "BeginConnect" or "EndConnect"
            ? SocketRoles.Connects : SocketRoles.None;
    }

    private SocketRoles OfCreation(IObjectCreationOperation creation)
    {
        if (SocketSymbols.Is(creation.Type, symbols.TcpClient))
            return creation.Arguments.Length == 2 ? SocketRoles.Connects : SocketRoles.None;

        // The other constructors take a socket that is there already.
        return SocketSymbols.Is(creation.Type, symbols.Socket) && creation.Arguments.Length >= 2
            ? SocketRoles.None : SocketRoles.Unknown;
    }

    /// <summary>
    /// The framework does nothing to a socket in a list or in an asynchronous state; other methods may connect it.
    /// </summary>
    private SocketRoles OfArgument(IArgumentOperation argument)
    {
        if (argument.Parameter is not { RefKind: RefKind.None } parameter
            || parameter.ContainingSymbol is not IMethodSymbol method
            || RootOf(method) != "System"
            || SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, symbols.Compilation.Assembly))
        {
            return SocketRoles.Unknown;
        }

        // A connection may be accepted into a socket that is handed in, but no connection comes of a NetworkStream.
        return parameter.Type.SpecialType == SpecialType.System_Object
            || method.ContainingNamespace.ToDisplayString() != "System.Net.Sockets"
            || SocketSymbols.Is(method.ContainingType, symbols.NetworkStream)
            ? SocketRoles.None
            : SocketRoles.Unknown;
    }

    private bool IsOfFramework(INamedTypeSymbol? type) =>
        SocketSymbols.Is(type, symbols.Socket) || SocketSymbols.Is(type, symbols.TcpClient);

    private static bool DeclaresAnother(IIsPatternOperation pattern) =>
        pattern.Pattern.DescendantsAndSelf().Any(part =>
            part is IDeclarationPatternOperation { DeclaredSymbol: not null }
                or IRecursivePatternOperation { DeclaredSymbol: not null });

    private static string RootOf(ISymbol member)
    {
        INamespaceSymbol space = member.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space.Name;
    }
}

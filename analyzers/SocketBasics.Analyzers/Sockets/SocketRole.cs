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
            IConditionalAccessOperation or IBinaryOperation or IIsTypeOperation or ILockOperation
                or IUsingOperation => SocketRoles.None,
            INameOfOperation or IInterpolationOperation or IExpressionStatementOperation => SocketRoles.None,
            _ => SocketRoles.Unknown,
        };
    }

    public SocketRoles OfValue(IOperation value)
    {
        switch (SocketUse.Inner(value))
        {
            case IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } } or IThrowOperation:
                return SocketRoles.None;
            case IObjectCreationOperation creation:
                return OfCreation(creation);
            case ICoalesceOperation coalesce:
                return OfValue(coalesce.Value) | OfValue(coalesce.WhenNull);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return OfValue(conditional.WhenTrue) | OfValue(whenFalse);
            case IPropertyReferenceOperation { Property.Name: "Server" } server
                when SocketSymbols.Is(server.Property.ContainingType, symbols.TcpListener):
                return SocketRoles.Listens;
            case IPropertyReferenceOperation { Property.Name: "Client" } client
                when SocketSymbols.Is(client.Property.ContainingType, symbols.TcpClient):
                return SocketRoles.Connects;
            case IPropertyReferenceOperation { Property.Name: "Client" } client
                when SocketSymbols.Is(client.Property.ContainingType, symbols.UdpClient):
                return SocketRoles.Datagrams;
            case IInvocationOperation call when IsOfFramework(call.TargetMethod.ContainingType)
                && IsAccept(call.TargetMethod.Name):
                return SocketRoles.Connects;

            // What it was is told by what ends the operation: EndAccept, EndConnect or EndReceive.
            case IPropertyReferenceOperation { Property: { Name: "AsyncState", ContainingType.Name: "IAsyncResult" } }
                when symbol is ILocalSymbol:
                return SocketRoles.None;
            case IInvocationOperation { TargetMethod.Name: "Create" } call
                when SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.TcpListener):
                return SocketRoles.None;
            case IOperation same when SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(same), symbol):
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
            return IsTarget(member) ? SocketRoles.Unknown : OfUse(member);
        if (name is "Listen" or "Start" || IsAccept(name))
            return TakesSocket(member) ? SocketRoles.Listens | SocketRoles.Unknown : SocketRoles.Listens;
        return name is "Connect" or "ConnectAsync" or "BeginConnect" or "EndConnect"
            ? SocketRoles.Connects : SocketRoles.None;

        static bool IsTarget(IOperation member) =>
            member.Parent is IAssignmentOperation assignment && assignment.Target == member;
    }

    /// <summary>
    /// A connection may be accepted into a socket that is handed in: then the two are told apart by nothing.
    /// </summary>
    private bool TakesSocket(IOperation accept) => accept is IInvocationOperation call
        && call.Arguments.Any(argument =>
            SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(argument.Value), symbol)
            && argument.Parameter?.Type.SpecialType != SpecialType.System_Object);

    private SocketRoles OfCreation(IObjectCreationOperation creation)
    {
        if (SocketSymbols.Is(creation.Type, symbols.TcpListener))
            return SocketRoles.None;
        if (SocketSymbols.Is(creation.Type, symbols.TcpClient))
            return creation.Arguments.Length == 2 ? SocketRoles.Connects : SocketRoles.None;
        if (!SocketSymbols.Is(creation.Type, symbols.Socket) || creation.Arguments.Length < 2)
            return SocketRoles.Unknown;

        bool isDatagram = creation.Arguments.Any(argument =>
            argument.Parameter?.Type.Name == "SocketType"
                && argument.Value.ConstantValue is { Value: 2 or 3 or 4 });
        return isDatagram ? SocketRoles.Datagrams : SocketRoles.None;
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
        SocketSymbols.Is(type, symbols.Socket) || SocketSymbols.Is(type, symbols.TcpListener)
            || SocketSymbols.Is(type, symbols.TcpClient);

    private static bool IsAccept(string name) =>
        name.StartsWith("Accept", StringComparison.Ordinal) || name is "BeginAccept" or "EndAccept"
            or "BeginAcceptSocket" or "EndAcceptSocket" or "BeginAcceptTcpClient" or "EndAcceptTcpClient";

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

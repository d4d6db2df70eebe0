using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Finds the expression that decides which address a server is bound to.</summary>
internal static class BoundAddress
{
    /// <summary>Null where the expression decides more than that.</summary>
    public static IOperation? Find(IOperation local, SocketSymbols symbols)
    {
        if (Resolve(local, symbols) is not { } value)
            return null;

        ImmutableArray<IArgumentOperation> parts = value switch
        {
            IObjectCreationOperation creation when SocketSymbols.Is(creation.Type, symbols.IPEndPoint) =>
                creation.Arguments,
            IInvocationOperation { TargetMethod.Name: "IP" } call =>
                call.Arguments,
            _ => [],
        };
        return parts.FirstOrDefault(part => part.Parameter?.Ordinal == 0) is { } address
            ? Resolve(address.Value, symbols)
            : value;
    }

    private static IOperation? Resolve(IOperation value, SocketSymbols symbols)
    {
        value = SocketUse.Inner(value);
        return value is not ILocalReferenceOperation local ? value
            : IsOnlyBound(local, symbols) ? SocketUse.Inner(Assignments.OnlyValueOf(local))
            : null;
    }

    /// <summary>A local that is also shown, or connected to, would say something else there.</summary>
    private static bool IsOnlyBound(ILocalReferenceOperation local, SocketSymbols symbols) => local
        .MentionsOf(local.Local)
        .OfType<ILocalReferenceOperation>()
        .All(reference =>
            SocketUse.NameOf(SocketUse.MemberOf(reference)) == "AddressFamily"
            || SocketUse.Outermost(reference).Parent is IArgumentOperation { Parent: { } taker } && taker switch
            {
                IObjectCreationOperation creation => SocketSymbols.Is(creation.Type, symbols.IPEndPoint)
                    || SocketSymbols.Is(creation.Type, symbols.TcpListener),
                IInvocationOperation call => call.TargetMethod.Name is "Bind" or "IP",
                _ => false,
            });
}

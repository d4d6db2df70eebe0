using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The addresses that the resolver has for a name.</summary>
internal static class ResolvedAddresses
{
    /// <summary>Whether they are all that a name has, and none but <paramref name="first"/> is looked at.</summary>
    public static bool Are(IOperation addresses, IOperation first, SocketSymbols symbols) =>
        LookupOf(addresses, first, symbols) is { } lookup && !IsOfAddress(lookup);

    /// <summary>Whether the addresses are those of this machine's own name.</summary>
    public static bool AreOwn(IOperation addresses, IOperation first, SocketSymbols symbols) =>
        LookupOf(addresses, first, symbols)?.Arguments.FirstOrDefault() is { } name
        && Assignments.OnlyValueOf(name.Value) switch
        {
            IInvocationOperation { TargetMethod.Name: "GetHostName" } own =>
                SocketSymbols.Is(own.TargetMethod.ContainingType, symbols.Dns),
            IPropertyReferenceOperation { Property.Name: "MachineName" } own =>
                own.Property.ContainingType is { Name: "Environment", ContainingNamespace.Name: "System" },
            _ => false,
        };

    /// <summary>The call of the resolver that the addresses come from.</summary>
    private static IInvocationOperation? LookupOf(IOperation addresses, IOperation first, SocketSymbols symbols)
    {
        IOperation value = OnlyValue(addresses, first);
        if (value is IPropertyReferenceOperation { Property.Name: "AddressList", Instance: { } entry })
            value = OnlyValue(entry, first, value);
        return value is IInvocationOperation call
            && SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.Dns)
            && call.TargetMethod.Name is "GetHostAddresses" or "GetHostAddressesAsync" or "GetHostEntry"
                or "GetHostEntryAsync" or "GetHostByName" or "Resolve"
                ? call
                : null;
    }

    private static IOperation OnlyValue(IOperation value, params IOperation[] uses)
    {
        value = SocketUse.Inner(value);
        if (value is ILocalReferenceOperation { Local: var local }
            && value.MentionsOf(local).Any(operation =>
                operation is ILocalReferenceOperation reference && IsOtherUse(reference, uses)))
        {
            return value;
        }

        return Assignments.OnlyValueOf(value);
    }

    /// <summary>Whoever goes through the addresses, or hands them on, may try the others, too.</summary>
    private static bool IsOtherUse(ILocalReferenceOperation reference, IOperation[] uses)
    {
        if (uses.Any(use => use.Syntax.Span.Contains(reference.Syntax.Span)))
            return false;
        if (SocketUse.Outermost(reference).Parent is IBinaryOperation or IIsPatternOperation)
            return false;

        IOperation? member = SocketUse.MemberOf(reference);
        if (member is IPropertyReferenceOperation { Property.Name: "AddressList" })
            member = SocketUse.MemberOf(member);
        return member is not IPropertyReferenceOperation { Property.Name: "Length" or "HostName" };
    }

    /// <summary>A text in figures has one address, and what is asked for an address has a name, too.</summary>
    private static bool IsOfAddress(IInvocationOperation lookup) =>
        lookup.Arguments.FirstOrDefault() is not { Value: { } name }
        || name.Type?.SpecialType != SpecialType.System_String
        || (name.ConstantValue is { Value: string text } && System.Net.IPAddress.TryParse(text, out _))
        || lookup.Arguments.Any(argument => argument.Parameter?.Type.Name == "AddressFamily");
}

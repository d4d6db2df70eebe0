using System.Net;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The address that source names: by a constant of IPAddress, a text, or an endpoint made of one of them.</summary>
internal static class ConstantAddress
{
    private const int MaxDepth = 8;

    /// <summary>Gets the address of an address, an endpoint or a text; null when it is known at run time only.</summary>
    public static IPAddress? Of(IOperation? operation, SocketSymbols symbols, int depth = 0)
    {
        if (operation is null || depth > MaxDepth)
            return null;

        switch (PortExpression.Innermost(operation))
        {
            case { ConstantValue: { Value: string text } }:
                return Parse(text);
            case IPropertyReferenceOperation or IFieldReferenceOperation when PortExpression.Innermost(operation) is IMemberReferenceOperation member:
                return OfMember(member, symbols, depth);
            case ILocalReferenceOperation local:
                return VariableWrites.TryFindLast(local, local.Local, out VariableWrite? write) ? Of(write?.Value, symbols, depth + 1) : null;
            case IInvocationOperation call when SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.Endpoint):
                return (call.TargetMethod.Name, call.Instance) switch
                {
                    ("Any" or "AnyV6", _) => IPAddress.IPv6Any,
                    ("AnyV4", _) => IPAddress.Any,
                    ("WithPort", { } instance) => Of(instance, symbols, depth + 1),
                    ("IP" or "FromIPEndPoint" or "FromEndPoint", _) => Of(call.Arguments[0].Value, symbols, depth + 1),
                    ("Parse", _) => OfEndPoint(call.Arguments[0].Value),
                    _ => null,
                };
            case IInvocationOperation { TargetMethod.Name: "Parse", Arguments.Length: > 0 } call
                when SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.IPAddress):
                return Of(call.Arguments[0].Value, symbols, depth + 1);
            case IInvocationOperation { TargetMethod.Name: "Parse", Arguments.Length: > 0 } call
                when SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.IPEndPoint):
                return OfEndPoint(call.Arguments[0].Value);
            case IObjectCreationOperation { Arguments.Length: > 0 } creation
                when SocketSymbols.Is(creation.Type, symbols.IPEndPoint) || SocketSymbols.Is(creation.Type, symbols.DnsEndPoint):
                IOperation first = creation.Arguments.First(argument => argument.Parameter?.Ordinal == 0).Value;
                return Constants.Integer(first) == 0 ? IPAddress.Any : Of(first, symbols, depth + 1);
            default:
                return null;
        }
    }

    public static bool IsWildcard(IPAddress? address) => address is not null && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static IPAddress? OfMember(IMemberReferenceOperation reference, SocketSymbols symbols, int depth)
    {
        if (SocketSymbols.Is(reference.Member.ContainingType, symbols.IPAddress))
        {
            return reference.Member.Name switch
            {
                "Any" => IPAddress.Any,
                "IPv6Any" => IPAddress.IPv6Any,
                "Loopback" => IPAddress.Loopback,
                "IPv6Loopback" => IPAddress.IPv6Loopback,
                _ => null,
            };
        }

        IOperation[] values = [.. MemberWrites.Find(reference)];
        return values.Length == 1 ? Of(values[0], symbols, depth + 1) : null;
    }

    private static IPAddress? OfEndPoint(IOperation text) =>
        text.ConstantValue is { Value: string endPoint }
            ? Parse(endPoint.LastIndexOf(':') is > 0 and var colon && !(endPoint.StartsWith("[", StringComparison.Ordinal) && endPoint.EndsWith("]", StringComparison.Ordinal))
                ? endPoint.Substring(0, colon)
                : endPoint)
            : null;

    private static IPAddress? Parse(string text) => IPAddress.TryParse(text, out IPAddress? address) ? address : null;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Ways from a value to what is done with it, and back.</summary>
internal static class SocketUse
{
    /// <summary>
    /// The member that is used of a value, directly or by <c>?.</c>; null when it is used in another way.
    /// </summary>
    public static IOperation? MemberOf(IOperation value)
    {
        value = Outermost(value);
        return value.Parent switch
        {
            IInvocationOperation or IMemberReferenceOperation => value.Parent,
            IConditionalAccessOperation access when access.Operation == value => MemberOf(Placeholder(access)),
            _ => null,
        };
    }

    /// <summary>The member that is used of a socket, or of the socket of a TcpClient.</summary>
    public static IOperation? SocketMemberOf(IOperation value)
    {
        IOperation? member = MemberOf(value);
        return member is IPropertyReferenceOperation { Property.Name: "Client" } ? MemberOf(member) ?? member : member;
    }

    public static bool IsConnect(IOperation? member) =>
        member is IInvocationOperation && NameOf(member) is "Connect" or "ConnectAsync" or "BeginConnect";

    public static string? NameOf(IOperation? member) => member switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        IMemberReferenceOperation reference => reference.Member.Name,
        _ => null,
    };

    public static INamedTypeSymbol? TypeOf(IOperation? member) => member switch
    {
        IInvocationOperation call => call.TargetMethod.ContainingType,
        IMemberReferenceOperation reference => reference.Member.ContainingType,
        _ => null,
    };

    /// <summary>Follows a value outward through conversions that keep it.</summary>
    public static IOperation Outermost(IOperation value)
    {
        while (value.Parent is IConversionOperation { OperatorMethod: null })
            value = value.Parent;
        return value;
    }

    /// <summary>Follows a value inward through conversions, <c>?.</c> and whatever waits for it.</summary>
    public static IOperation Inner(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    value = conversion.Operand;
                    break;
                case IAwaitOperation awaiting:
                    value = awaiting.Operation;
                    break;
                case IInvocationOperation { Instance: { } waited } call when OnlyWaits(call.TargetMethod.Name):
                    value = waited;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task }:
                    value = task;
                    break;
                case IConditionalAccessInstanceOperation placeholder when Receiver(placeholder) is { } receiver:
                    value = receiver;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>Follows a value inward, also through what makes a view of it: an array may become memory or a span.</summary>
    public static IOperation Unconverted(IOperation value)
    {
        value = Inner(value);
        while (value is IConversionOperation conversion)
            value = Inner(conversion.Operand);
        return value;
    }

    /// <summary>The local, parameter, field or property that a value is read from.</summary>
    public static ISymbol? SymbolOf(IOperation? value) => value is null ? null : Inner(value) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>
    /// Whether nothing is done with a value: it stands in <c>nameof</c>, or a test states what is wrong with it.
    /// </summary>
    public static bool IsOnlyStated(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null and not IBlockOperation; outer = outer.Parent)
        {
            if (outer is INameOfOperation
                or IInvocationOperation { TargetMethod: { Name: "Should" } or { ContainingType.Name: "Assert" } })
            {
                return true;
            }
        }

        return ThrowAssertion.Expects(operation);
    }

    private static bool OnlyWaits(string method) =>
        method is "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync";

    /// <summary>What stands left of the <c>?.</c> that a placeholder belongs to.</summary>
    private static IOperation? Receiver(IConditionalAccessInstanceOperation placeholder)
    {
        IOperation child = placeholder;
        for (IOperation? parent = child.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access.Operation;
        }

        return null;
    }

    private static IOperation Placeholder(IConditionalAccessOperation access)
    {
        IOperation operation = access.WhenNotNull;
        while (Left(operation) is { } left)
            operation = left;
        return operation;

        static IOperation? Left(IOperation operation) => operation switch
        {
            IInvocationOperation call => call.Instance ?? call.Arguments.FirstOrDefault()?.Value,
            IMemberReferenceOperation member => member.Instance,
            IConditionalAccessOperation inner => inner.Operation,
            IConversionOperation conversion => conversion.Operand,
            IAssignmentOperation assignment => assignment.Target,
            IArrayElementReferenceOperation element => element.ArrayReference,
            _ => null,
        };
    }
}

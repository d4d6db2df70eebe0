using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The byte order of a port that a method returns.</summary>
internal static class PortCall
{
    public static PortOrigin OriginOf(IInvocationOperation call, int depth)
    {
        IMethodSymbol method = call.TargetMethod;
        if (OfBody(call, depth) is { } origin)
            return origin;

        string type = method.ContainingType?.Name ?? string.Empty;
        switch (method.Name)
        {
            case "Parse" when type is "Int32" or "UInt16" or "Int16" or "UInt32" or "Int64":
            case "ReadUInt16BigEndian" or "ReadInt16BigEndian":
                return new(ByteOrder.Host);
            case "Next" or "GetInt32" when type is "Random" or "RandomNumberGenerator":
                return new(ByteOrder.Host);
            case "ToInt32" or "ToUInt16" or "ToInt16" or "ToUInt32" when type == "Convert" && call.Arguments.Length > 0:
                PortOrigin converted = PortOrigin.Of(call.Arguments[0].Value, depth + 1);
                return call.Arguments[0].Value.Type?.SpecialType is SpecialType.System_String or SpecialType.System_Object
                    ? new(ByteOrder.Host)
                    : converted;
            case "Max" or "Min" or "Clamp" or "Abs" when type is "Math" or "Int32" or "UInt16":
                return PortOrigin.JoinAll(call.Arguments.Select(argument => PortOrigin.Of(argument.Value, depth + 1)));
            case "GetValueOrDefault":
                return PortOrigin.Of(call.Instance, depth + 1);
            case "GetValue" or "Get" or "GetInt32" or "GetUInt16":
                return new(ByteOrder.Plain);
        }

        // A method that is given a number or bytes may convert them.
        bool mayConvert = PortName.SaysNetworkOrder(method.Name)
            || !IsOfSource(method)
            || call.Arguments.Any(argument => argument.Value.Type is not { SpecialType: SpecialType.System_String or SpecialType.System_Boolean });
        return new(mayConvert ? ByteOrder.Unknown : ByteOrder.Plain);
    }

    /// <summary>Follows a method of the same file whose body is one expression.</summary>
    private static PortOrigin? OfBody(IInvocationOperation call, int depth)
    {
        if (call.SemanticModel is not { } model
            || call.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
            || reference.SyntaxTree != model.SyntaxTree
            || call.TargetMethod.IsVirtual || call.TargetMethod.IsOverride)
        {
            return null;
        }

        IOperation? body = model.GetOperation(reference.GetSyntax());
        IOperation? block = body switch
        {
            IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody,
            ILocalFunctionOperation local => local.Body,
            _ => null,
        };
        if ((block as IBlockOperation)?.Operations.FirstOrDefault() is not IReturnOperation { ReturnedValue: { } value })
            return null;

        PortOrigin origin = PortOrigin.Of(value, depth + 1);
        if (origin.Order == ByteOrder.Unknown)
            return null;
        if (origin.Swap is { } swap && Passed(swap.Operand, call, depth) is { } operand)
        {
            // Who calls it decides what is swapped.
            return operand.Order switch
            {
                ByteOrder.Network => new(ByteOrder.Host),
                ByteOrder.Unknown => operand,
                _ => new(origin.Order, swap with { Operand = operand.At!, Name = call.TargetMethod.Name }, call),
            };
        }

        return Passed(value, call, depth) is { } passed ? passed with { At = null } : origin;
    }

    private static PortOrigin? Passed(IOperation value, IInvocationOperation call, int depth)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        if (value is not IParameterReferenceOperation { Parameter: var parameter })
            return null;

        IOperation? argument = call.Arguments.FirstOrDefault(argument =>
            SymbolEqualityComparer.Default.Equals(argument.Parameter?.OriginalDefinition, parameter))?.Value;
        return argument is null ? null : PortOrigin.Of(argument, depth + 1) with { At = argument };
    }

    private static bool IsOfSource(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty;
}

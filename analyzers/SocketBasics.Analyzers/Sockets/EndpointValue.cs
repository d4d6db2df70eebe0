using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What the source tells of an endpoint: of the framework, or of the library.</summary>
internal readonly struct EndpointValue(EndpointHost host, int? port, string? text)
{
    public EndpointHost Host => host;

    /// <summary>Gets the port, when it is a constant.</summary>
    public int? Port => port;

    /// <summary>Gets the address as the source writes it.</summary>
    public string? Text => text;

    /// <summary>Looks at the value itself, or at the only one that a local ever gets.</summary>
    public static EndpointValue Of(IOperation value, SocketSymbols symbols)
    {
        IOperation known = Assignments.OnlyValueOf(value);
        return known switch
        {
            IObjectCreationOperation { Arguments: { Length: 2 } arguments } creation
                when SocketSymbols.Is(creation.Type, symbols.IPEndPoint) => Made(arguments, symbols),
            IInvocationOperation { TargetMethod: { Name: "Parse" } parse } call
                when SocketSymbols.Is(parse.ContainingType, symbols.IPEndPoint)
                    || IsLibraryEndpoint(parse.ContainingType) =>
                Parsed(TextOf(call)),
            IInvocationOperation call when IsLibraryEndpoint(call.TargetMethod.ContainingType) => Made(call, symbols),
            _ => default,
        };
    }

    private static EndpointValue Made(IInvocationOperation call, SocketSymbols symbols) => call.TargetMethod.Name switch
    {
        "Any" or "AnyV4" or "AnyV6" => new(EndpointHost.Any, PortOf(call.Arguments[0].Value), null),
        "Loopback" or "LoopbackV6" => new(EndpointHost.Loopback, PortOf(call.Arguments[0].Value), null),
        "IP" => Made(call.Arguments, symbols),
        _ => default,
    };

    private static EndpointValue Made(ImmutableArray<IArgumentOperation> arguments, SocketSymbols symbols)
    {
        IOperation? address = null;
        int? port = null;
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.Name == "port")
                port = PortOf(argument.Value);
            else
                address = argument.Value;
        }

        (EndpointHost host, string? text) = address is null ? default : HostOf(address, symbols);
        return new(host, port, text);
    }

    /// <summary>What the source tells of an address: <c>IPAddress.Any</c>, or text.</summary>
    public static (EndpointHost Host, string? Text) HostOf(IOperation address, SocketSymbols symbols)
    {
        switch (SocketUse.Inner(Assignments.OnlyValueOf(address)))
        {
            case IFieldReferenceOperation field when SocketSymbols.Is(field.Field.ContainingType, symbols.IPAddress):
                return field.Field.Name switch
                {
                    "Any" or "IPv6Any" => (EndpointHost.Any, null),
                    "Loopback" or "IPv6Loopback" => (EndpointHost.Loopback, null),
                    _ => default,
                };
            case IInvocationOperation { TargetMethod: { Name: "Parse" } parse } call
                when SocketSymbols.Is(parse.ContainingType, symbols.IPAddress):
                return HostOf(TextOf(call));
            case IObjectCreationOperation { Arguments: { Length: 1 } arguments } creation
                when SocketSymbols.Is(creation.Type, symbols.IPAddress):
                return BytesOf(arguments[0].Value) is { Length: 4 or 16 } bytes
                    ? HostOf(new IPAddress(bytes).ToString())
                    : default;
            case { } value when FirstAddressAnalyzer.FirstOf(value) is { } addresses
                && ResolvedAddresses.AreOwn(addresses, value, symbols):
                return (EndpointHost.Own, value.Syntax.ToString());
            default:
                return default;
        }
    }

    private static byte[]? BytesOf(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        IEnumerable<IOperation>? elements = value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            _ => null,
        };
        long?[]? numbers = elements?.Select(Constants.Integer).ToArray();
        return numbers?.All(number => number is >= 0 and <= byte.MaxValue) == true
            ? [.. numbers.Select(number => (byte)number!.Value)]
            : null;
    }

    private static (EndpointHost Host, string? Text) HostOf(string? text)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
            return default;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return (EndpointHost.Any, text);
        return (IPAddress.IsLoopback(address) ? EndpointHost.Loopback : EndpointHost.Literal, text);
    }

    private static EndpointValue Parsed(string? text)
    {
        int colon = text?.LastIndexOf(':') ?? -1;
        return colon > 0 && int.TryParse(text!.Substring(colon + 1), NumberStyles.None,
            CultureInfo.InvariantCulture, out int port)
            ? new(HostOf(text.Substring(0, colon)).Host, port, text)
            : default;
    }

    private static string? TextOf(IInvocationOperation parse) =>
        parse.Arguments.FirstOrDefault()?.Value.ConstantValue is { Value: string text } ? text : null;

    private static int? PortOf(IOperation value) =>
        value.ConstantValue is { Value: int port } ? port : null;

    /// <summary>By assembly, too: another library may have a type of the same name.</summary>
    private static bool IsLibraryEndpoint(INamedTypeSymbol type) =>
        type is { Name: "Endpoint", ContainingNamespace.Name: "SocketBasics", ContainingAssembly.Name: "SocketBasics" };
}

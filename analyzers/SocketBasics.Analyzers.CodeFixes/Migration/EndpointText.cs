using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Writes what the framework's constructors and methods are given as an <c>Endpoint</c>.</summary>
internal static class EndpointText
{
    /// <summary>The endpoint of an address and a port, or of an <c>IPEndPoint</c>; null when it is neither.</summary>
    public static string? Of(IReadOnlyList<ArgumentSyntax> arguments, SemanticModel model)
    {
        if (arguments.Any(static argument => argument.NameColon is not null))
            return null;
        string? type = arguments.Count > 0 ? model.GetTypeInfo(arguments[0].Expression).Type?.Name : null;
        return (type, arguments.Count) switch
        {
            ("IPAddress", 2) => OfAddress(arguments[0].Expression, arguments[1].Expression.ToString(), model),
            ("IPEndPoint", 1) => $"Endpoint.FromIPEndPoint({arguments[0].Expression})",
            _ => null,
        };
    }

    private static string OfAddress(ExpressionSyntax address, string port, SemanticModel model) =>
        model.GetSymbolInfo(address).Symbol is IFieldSymbol { ContainingType.Name: "IPAddress", Name: var name }
            ? name switch
            {
                "Any" => $"Endpoint.AnyV4({port})",
                "IPv6Any" => $"Endpoint.AnyV6({port})",
                "Loopback" => $"Endpoint.Loopback({port})",
                "IPv6Loopback" => $"Endpoint.LoopbackV6({port})",
                _ => $"Endpoint.IP({address}, {port})",
            }
            : $"Endpoint.IP({address}, {port})";
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1005: a constant text that <c>IPAddress.Parse</c> throws for.</summary>
public sealed class AddressTextAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1005";

    /// <summary>Tells the code fix that the text means this machine.</summary>
    public const string IsLoopback = "IsLoopback";

    private const string Loopback = "use IPAddress.Loopback";

    private static readonly Regex WithPort = new(@"^\d+\.\d+\.\d+\.\d+:\d+$", RegexOptions.CultureInvariant);

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Constant that is no IP address",
        "\"{0}\" is not an IP address, and Parse will throw; {1}",
        RuleCategory.Addresses,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Parse reads addresses in figures only. It asks no resolver, so that host names, localhost too, are no addresses.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(operation => Analyze(operation, symbols), "Parse");

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        bool isAddress = SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.IPAddress);
        if (!isAddress && !SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.IPEndPoint))
            return;

        IOperation argument = call.Arguments[0].Value;
        if (PortExpression.Innermost(argument).ConstantValue is not { Value: string text }
            || Reason(text, isAddress) is not { } reason
            || ThrowAssertion.Expects(call)
            || CaughtException.IsExpected(call, "FormatException"))
        {
            return;
        }

        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            call.Syntax.GetLocation(),
            isAddress && reason == Loopback ? properties.Add(IsLoopback, null) : properties,
            text, reason));
    }

    /// <summary>Why no parser takes the text; corner cases, in which parsers differ, have no reason.</summary>
    private static string? Reason(string text, bool isAddress)
    {
        if (text.Trim().Length == 0)
            return "it is empty";

        string host = Regex.Replace(text, @":\d{1,5}$", string.Empty);
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            return Loopback;
        if (isAddress && WithPort.IsMatch(text))
            return "the port does not belong to an address: use IPEndPoint.Parse";
        if (host.Contains("://"))
            return "it is a URL: use Uri and Dns";

        // A scope may have any name, and figures are read as octal, hexadecimal, or parts of several bytes by some.
        bool isName = host.IndexOf(':') < 0 && host.IndexOf('%') < 0 && !host.Contains("0x")
            && host.Any(c => char.ToLowerInvariant(c) is not (<= 'f' or 'x'));
        if (isName)
            return "look a name up with Dns.GetHostAddresses, or connect to it by name";
        string[] parts = host.Split('.');
        return parts.Length == 4 && parts.All(part => part.Length is > 0 and < 10 && part.All(c => c is >= '0' and <= '9') && part[0] != '0')
            && parts.Any(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > 255)
            || (parts.Length > 4 && parts.All(part => part.Length > 0 && part.All(c => c is >= '0' and <= '9')))
            ? "an IPv4 address has four parts of 0 to 255"
            : null;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1003: <c>new IPAddress(0xC0A80001)</c>, which is 1.0.168.192.</summary>
public sealed class AddressNumberAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1003";

    /// <summary>The address that is meant.</summary>
    public const string Meant = "Meant";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "IPv4 address number in host order",
        "{0} is read in network byte order and means {1}, not {2}",
        RuleCategory.Addresses,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The number that IPAddress takes is s_addr of struct in_addr as the machine reads it: its lowest byte is the "
            + "first of the address on all machines that .NET commonly runs on.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.ObjectCreation);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (!(SocketSymbols.Is(creation.Type, symbols.IPAddress) || SocketSymbols.Is(creation.Type, symbols.IPEndPoint))
            || creation.Arguments.FirstOrDefault(argument => argument.Parameter
                is { Ordinal: 0, Type.SpecialType: SpecialType.System_Int64 }) is not { } argument
            || ValueOf(argument.Value) is not (> 0 and <= uint.MaxValue and { } number)
            || SocketUse.IsOnlyStated(creation))
        {
            return;
        }

        var read = new IPAddress(BitConverter.IsLittleEndian ? number : Reversed(number));
        var reversed = new IPAddress(BitConverter.IsLittleEndian ? Reversed(number) : number);
        if (!IsRatherMeant(reversed.GetAddressBytes(), read.GetAddressBytes()))
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            PortExpression.SyntaxOf(argument.Value).GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(Meant, reversed.ToString()),
            "0x" + number.ToString("X8", CultureInfo.InvariantCulture), read, reversed));
    }

    private static long? ValueOf(IOperation value) =>
        Constants.Integer(value) ?? Constants.Integer(Assignments.OnlyValueOf(value));

    private static long Reversed(long number) =>
        ((number & 0xFF) << 24) | ((number & 0xFF00) << 8) | ((number >> 8) & 0xFF00) | (number >> 24);

    /// <summary>
    /// An address that programs name is mostly one of a private network or of this machine; the other way around the
    /// number is none, and may even be no address of any host.
    /// </summary>
    private static bool IsRatherMeant(byte[] reversed, byte[] read) =>
        IsLocal(reversed) && !IsLocal(read) || IsOfNoHost(read) && !IsOfNoHost(reversed);

    // RFC 1918, RFC 3927 and RFC 1122; multicast of the local network and of an organization (RFC 5771).
    private static bool IsLocal(byte[] address) => (address[0], address[1]) switch
    {
        (10, _) or (127, _) or (192, 168) or (169, 254) or (239, _) => true,
        (172, >= 16 and <= 31) => true,
        (224, 0) => address[2] == 0,
        _ => false,
    };

    // "This network", and what is reserved (RFC 1122, section 3.2.1.3). Masks, 255.255.255.0, are among them.
    private static bool IsOfNoHost(byte[] address) => address[0] is 0 or >= 240;
}

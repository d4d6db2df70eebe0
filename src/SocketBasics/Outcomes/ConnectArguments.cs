using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace SocketBasics.Outcomes;

/// <summary>What cannot be connected to, said at the call that asked for it.</summary>
internal static class ConnectArguments
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static void Check(Endpoint remote, ConnectOptions options)
    {
        if (Objection(remote) is { } objection)
            throw new ArgumentException(objection, nameof(remote));
        CheckLocal(options, remote);
    }

    /// <summary>Checks host and port; returns an endpoint when the host is an address in text.</summary>
    public static Endpoint? Check(string host, int port, ConnectOptions options)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);

        // The grammar of endpoints is stricter than IPAddress.Parse, which reads 010.0.0.1 as 8.0.0.1 and 1 as 0.0.0.1.
        string text = host.Contains(':') && !host.StartsWith('[') ? $"[{host}]:{port}" : $"{host}:{port}";
        if (Endpoint.TryParse(text, out Endpoint endpoint) && endpoint.IsIP)
        {
            if (Objection(endpoint) is { } objection)
                throw new ArgumentException(objection, nameof(host));
            CheckLocal(options, endpoint);
            return endpoint;
        }

        if (options.LocalEndpoint is { IsIP: false } local)
        {
            throw new ArgumentException(
                $"ConnectOptions.LocalEndpoint {local} is no IPv4 or IPv6 endpoint, and a host name leads to nothing else.",
                nameof(options));
        }

        if (!IsHostName(host))
        {
            throw new ArgumentException(
                $"\"{PrintableText.Escape(host)}\" is neither a host name nor an IPv4 or IPv6 address.", nameof(host));
        }

        return null;
    }

    private static string? Objection(Endpoint remote) => remote switch
    {
        { Kind: EndpointKind.Unspecified } => "The endpoint is default(Endpoint), which names nothing to connect to.",
        { Kind: EndpointKind.Unnamed } => "The unnamed local endpoint names nothing to connect to; name a path or an abstract name.",
        { IsWildcard: true } =>
            $"{remote} is a wildcard: it means every address of a machine for bind, and none to connect to. " +
            "To reach this machine, use Endpoint.Loopback.",
        { IsIP: true, Port: 0 } =>
            $"{remote} has port 0, which means \"any free port\" for bind and no port at all for connect. " +
            "Use the port that the server's LocalEndpoint shows.",
        _ => null,
    };

    private static void CheckLocal(ConnectOptions options, Endpoint remote)
    {
        if (options.LocalEndpoint is not { } local || local.Kind == EndpointKind.DualStack && remote.IsIP
            || local.AddressFamily == remote.AddressFamily)
        {
            return;
        }

        throw new ArgumentException(
            $"ConnectOptions.LocalEndpoint {local} is of another address family than {remote}.", nameof(options));
    }

    /// <summary>
    /// RFC 1123 section 2.1 with the underscore that practice added; international names are the resolver's to judge. A name
    /// whose last label is a number is a broken IPv4 address (no top-level domain is one), and resolvers read it as octal.
    /// </summary>
    private static bool IsHostName(string host)
    {
        ReadOnlySpan<char> name = host.AsSpan();
        if (name.EndsWith("."))
            name = name[..^1];
        if (name.IsEmpty || name.Length > 253)
            return false;

        ReadOnlySpan<char> last = default;
        foreach (Range range in name.Split('.'))
        {
            last = name[range];
            if (last.IsEmpty || last.Length > 63)
                return false;
            foreach (char c in last)
            {
                if (!char.IsLetterOrDigit(c) && c is not ('-' or '_') && char.GetUnicodeCategory(c)
                        is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
                {
                    return false;
                }
            }
        }

        // Resolvers map the digits of other scripts to ASCII (RFC 5891 section 4.1), and then it is an address again.
        if (!Ascii.IsValid(last))
            last = last.ToString().Normalize(NormalizationForm.FormKC);
        bool isNumber = !last.ContainsAnyExceptInRange('0', '9');
        bool isHexNumber = last.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && !last[2..].ContainsAnyExcept(HexDigits);
        return !isNumber && !isHexNumber;
    }
}

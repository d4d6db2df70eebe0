using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Racing;

/// <summary>
/// The addresses of a name in the order in which they are tried: sorted by RFC 6724, the families taking turns (RFC 8305
/// section 4). Answers that come later are put where they would have been.
/// </summary>
internal sealed class AddressQueue(ConnectOptions options)
{
    private readonly List<Destination> _known = [];
    private readonly HashSet<IPAddress> _taken = [];
    private readonly Queue<IPAddress> _waiting = [];

    public bool IsEmpty => _waiting.Count == 0;

    public void Add(IReadOnlyList<IPAddress> addresses)
    {
        foreach (IPAddress answered in addresses)
        {
            IPAddress address = answered.IsIPv4MappedToIPv6 ? answered.MapToIPv4() : answered;

            // Filters of names answer with it what they hide, and Linux connects it to this machine.
            bool isWildcard = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
            if (!isWildcard && FitsLocalEndpoint(address) && !_known.Exists(known => known.Address.Equals(address)))
                _known.Add(Destination.Of(address, options.Network));
        }

        _waiting.Clear();
        foreach (IPAddress address in TakeTurns([.. _known.Order(DestinationOrder.Instance)]))
        {
            if (!_taken.Contains(address))
                _waiting.Enqueue(address);
        }
    }

    public bool TryTake([NotNullWhen(true)] out IPAddress? address)
    {
        if (!_waiting.TryDequeue(out address))
            return false;
        _taken.Add(address);
        return true;
    }

    /// <summary>A resolver may answer with another family than it was asked for.</summary>
    private bool FitsLocalEndpoint(IPAddress address) =>
        options.LocalEndpoint is not { Kind: EndpointKind.IPv4 or EndpointKind.IPv6 } local
        || local.AddressFamily == address.AddressFamily;

    private IEnumerable<IPAddress> TakeTurns(Destination[] sorted)
    {
        if (sorted.Length == 0)
            yield break;

        AddressFamily preferred = sorted[0].Address.AddressFamily;
        var first = new Queue<IPAddress>(Of(sorted, family => family == preferred));
        var second = new Queue<IPAddress>(Of(sorted, family => family != preferred));
        for (int i = 0; first.Count + second.Count > 0; i++)
        {
            bool isFirstsTurn = i < options.FirstFamilyCount || (i - options.FirstFamilyCount) % 2 == 1;
            if (second.Count == 0 || (isFirstsTurn && first.Count > 0))
                yield return first.Dequeue();
            else
                yield return second.Dequeue();
        }
    }

    private static IEnumerable<IPAddress> Of(Destination[] sorted, Func<AddressFamily, bool> isWanted) =>
        sorted.Select(static destination => destination.Address).Where(address => isWanted(address.AddressFamily));
}

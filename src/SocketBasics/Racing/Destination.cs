using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Racing;

/// <summary>An address of a name with what the rules of RFC 6724 look at.</summary>
/// <param name="Address">The address.</param>
/// <param name="Source">The address to send from; null when it cannot be reached, or when that is not known.</param>
/// <param name="IsSourceKnown">Whether the network tells its source addresses.</param>
internal sealed record Destination(IPAddress Address, IPAddress? Source, bool IsSourceKnown)
{
    public AddressScope Scope { get; } = AddressPolicy.ScopeOf(Address);

    public (int Precedence, int Label) Policy { get; } = AddressPolicy.Find(Address);

    public bool IsUnreachable => IsSourceKnown && Source is null;

    public bool HasScopeOfSource => Source is null || AddressPolicy.ScopeOf(Source) == Scope;

    public bool HasLabelOfSource => Source is null || AddressPolicy.Find(Source).Label == Policy.Label;

    public static Destination Of(IPAddress address, Network network)
    {
        bool isKnown = network.TryFindSource(address, out IPAddress? source);
        return new(address, isKnown ? source : null, isKnown);
    }

    /// <summary>The bits that address and source have in common, of the 64 that name the network; IPv6 only.</summary>
    public int CommonPrefix()
    {
        if (Address.AddressFamily != AddressFamily.InterNetworkV6 || Source?.AddressFamily != Address.AddressFamily)
            return 0;

        Span<byte> here = stackalloc byte[16];
        Span<byte> there = stackalloc byte[16];
        Source.TryWriteBytes(here, out _);
        Address.TryWriteBytes(there, out _);
        return System.Numerics.BitOperations.LeadingZeroCount(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(here)
            ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(there));
    }
}

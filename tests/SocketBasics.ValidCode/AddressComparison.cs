using System;
using System.Collections.Generic;
using System.Net;

namespace SocketBasics.ValidCode;

/// <summary>Addresses by value, with the fast path first.</summary>
public sealed class AddressComparison : IEqualityComparer<IPEndPoint>
{
    private IPEndPoint? _last;
    private string? _text;

    public bool Equals(IPEndPoint? x, IPEndPoint? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Port == y.Port && x.Address.Equals(y.Address));

    public int GetHashCode(IPEndPoint obj) => HashCode.Combine(obj.Address, obj.Port);

    public string TextOf(IPEndPoint endpoint)
    {
        if (ReferenceEquals(_last, endpoint) || endpoint.Equals(_last))
            return _text!;
        _last = endpoint;
        return _text = endpoint.ToString();
    }

    public static bool IsWildcard(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    public static bool IsSamePeer(EndPoint? one, EndPoint? other) => one is not null && one.Equals(other);

    public static bool IsUnset(IPAddress? address) => address == null;

    public static bool IsHere(IPAddress address) => IPAddress.IsLoopback(address);
}

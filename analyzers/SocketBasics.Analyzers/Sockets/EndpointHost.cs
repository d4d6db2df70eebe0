namespace SocketBasics.Analyzers;

/// <summary>The address in an endpoint, as far as the source tells it.</summary>
internal enum EndpointHost
{
    Unknown = 0,

    /// <summary>The wildcard: 0.0.0.0 or [::].</summary>
    Any,

    Loopback,

    /// <summary>One address, in text or bytes.</summary>
    Literal,

    /// <summary>The first address that the resolver has for this machine's own name.</summary>
    Own,
}

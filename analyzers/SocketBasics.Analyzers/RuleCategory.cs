namespace SocketBasics.Analyzers;

/// <summary>The categories of rules; the first two digits of a rule's number go with them, and its folder.</summary>
internal static class RuleCategory
{
    /// <summary>SB10xx: addresses, ports and byte order.</summary>
    public const string Addresses = "SocketBasics.Addresses";

    /// <summary>SB11xx: bind, listen and accept.</summary>
    public const string Lifecycle = "SocketBasics.Lifecycle";

    /// <summary>SB12xx: connect, and what its errors are called.</summary>
    public const string Connecting = "SocketBasics.Connecting";

    /// <summary>SB13xx: sending and receiving bytes.</summary>
    public const string Bytes = "SocketBasics.Bytes";

    /// <summary>SB14xx: socket options.</summary>
    public const string Options = "SocketBasics.Options";

    /// <summary>SB15xx: the C socket API through P/Invoke.</summary>
    public const string Interop = "SocketBasics.Interop";

    /// <summary>SB20xx: how the library's own types are used.</summary>
    public const string Usage = "SocketBasics.Usage";
}

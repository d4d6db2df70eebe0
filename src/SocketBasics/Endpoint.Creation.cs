using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace SocketBasics;

public readonly partial struct Endpoint
{
    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Makes the dual-stack wildcard: every address of this machine, IPv6 and IPv4.</summary>
    /// <param name="port">0 to 65535; 0 asks bind for a free port.</param>
    /// <returns>An endpoint of kind <see cref="EndpointKind.DualStack"/>, in text <c>*:80</c>.</returns>
    /// <remarks>
    /// It differs from <see cref="AnyV6(int)"/>, which has the same bytes, <c>in6addr_any</c>, but takes no IPv4; and
    /// from <see cref="AnyV4(int)"/>, <c>INADDR_ANY</c>, which takes IPv4 alone. In C the difference is the option
    /// <c>IPV6_V6ONLY</c> (ipv6(7)), off here and on there. Because bytes do not say it, the bytes of this endpoint
    /// read back as <see cref="AnyV6(int)"/>: the one value that does not survive <see cref="Write"/> and
    /// <see cref="Read"/>. Where the machine has no IPv6, bind takes <c>0.0.0.0</c> instead.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535.</exception>
    public static Endpoint Any(int port) => new(EndpointKind.DualStack, 0, 0, 0, CheckPort(port));

    /// <summary>Makes the IPv4 wildcard: every IPv4 address of this machine, and no IPv6 address.</summary>
    /// <param name="port">0 to 65535; 0 asks bind for a free port.</param>
    /// <returns>The endpoint <c>0.0.0.0:port</c>. In C, <c>INADDR_ANY</c>; see ip(7).</returns>
    /// <remarks>For both families in one socket, take <see cref="Any(int)"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535.</exception>
    public static Endpoint AnyV4(int port) => new(EndpointKind.IPv4, 0, 0, 0, CheckPort(port));

    /// <summary>Makes the IPv6 wildcard: every IPv6 address of this machine, and no IPv4 address.</summary>
    /// <param name="port">0 to 65535; 0 asks bind for a free port.</param>
    /// <returns>
    /// The endpoint <c>[::]:port</c>. In C, <c>in6addr_any</c> on a socket whose <c>IPV6_V6ONLY</c> is on; see ipv6(7).
    /// </returns>
    /// <remarks>For both families in one socket, take <see cref="Any(int)"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535.</exception>
    public static Endpoint AnyV6(int port) => new(EndpointKind.IPv6, 0, 0, 0, CheckPort(port));

    /// <summary>Makes the IPv4 loopback endpoint, <c>127.0.0.1:port</c>: this machine, reached from itself.</summary>
    /// <param name="port">0 to 65535; 0 asks bind for a free port.</param>
    /// <returns>The endpoint. In C, <c>INADDR_LOOPBACK</c>; see ip(7).</returns>
    /// <remarks>
    /// There is no dual-stack loopback: a socket bound to <c>127.0.0.1</c> does not hear <see cref="LoopbackV6(int)"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535.</exception>
    public static Endpoint Loopback(int port) => new(EndpointKind.IPv4, 0, 0x7F000001, 0, CheckPort(port));

    /// <summary>Makes the IPv6 loopback endpoint, <c>[::1]:port</c>: this machine, reached from itself.</summary>
    /// <param name="port">0 to 65535; 0 asks bind for a free port.</param>
    /// <returns>The endpoint. In C, <c>in6addr_loopback</c>; see ipv6(7).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535.</exception>
    public static Endpoint LoopbackV6(int port) => new(EndpointKind.IPv6, 0, 1, 0, CheckPort(port));

    /// <summary>Makes the endpoint of an IP address and a port.</summary>
    /// <param name="address">
    /// An IPv4 or IPv6 address. The scope of an IPv6 address is kept; an IPv4 address mapped into IPv6
    /// (<c>::ffff:192.0.2.1</c>) becomes the IPv4 address, without a scope.
    /// </param>
    /// <param name="port">0 to 65535; 0 asks bind for a free port.</param>
    /// <returns>An endpoint of kind <see cref="EndpointKind.IPv4"/> or <see cref="EndpointKind.IPv6"/>.</returns>
    /// <remarks>
    /// <see cref="IPAddress.IPv6Any"/> gives <see cref="AnyV6(int)"/>; only <see cref="Any(int)"/> is dual-stack.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535.</exception>
    public static Endpoint IP(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        ushort checkedPort = CheckPort(port);

        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out int written);
        return written == 4
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), checkedPort)
            : FromIPv6(bytes, (uint)address.ScopeId, checkedPort);
    }

    /// <summary>Makes the endpoint of a local (Unix domain) socket in the file system, its path as text.</summary>
    /// <param name="path">
    /// 1 to 108 bytes in UTF-8, without a NUL character. It is taken as it is: relative paths stay relative, and
    /// <c>@</c> and backslash have no meaning here, only in <see cref="Parse(string)"/>.
    /// </param>
    /// <returns>An endpoint of kind <see cref="EndpointKind.Local"/>, in text <c>unix:/path</c>.</returns>
    /// <remarks>
    /// In C, <c>sockaddr_un</c>; see unix(7). All 108 bytes may be used: Linux needs no terminating NUL.
    /// macOS and the BSDs have room for 104 bytes, and refuse more at bind or connect.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="path"/> is empty, is longer than 108 bytes, holds a NUL, or is not valid Unicode.
    /// </exception>
    public static Endpoint Local(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Local(EncodeName(path, nameof(path)));
    }

    /// <summary>Makes the endpoint of a local (Unix domain) socket in the file system, its path in bytes.</summary>
    /// <param name="path">1 to 108 bytes, any but NUL: a path need not be valid UTF-8. The bytes are copied.</param>
    /// <returns>An endpoint of kind <see cref="EndpointKind.Local"/>.</returns>
    /// <remarks><see cref="Local(string)"/> says more.</remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="path"/> is empty, is longer than 108 bytes, or holds a NUL byte.
    /// </exception>
    public static Endpoint Local(ReadOnlySpan<byte> path)
    {
        string? wrong = WhatIsWrongWithPath(path);
        if (wrong is not null) throw new ArgumentException(wrong, nameof(path));
        return new Endpoint(EndpointKind.Local, path.ToArray());
    }

    /// <summary>Makes the endpoint of a local socket in the abstract namespace of Linux, its name as text.</summary>
    /// <param name="name">
    /// 0 to 107 bytes in UTF-8, without the NUL that begins the name in C; NUL characters inside are part of the name.
    /// </param>
    /// <returns>An endpoint of kind <see cref="EndpointKind.Abstract"/>, in text <c>unix:@name</c>.</returns>
    /// <remarks>
    /// <para>
    /// Unlike <see cref="Local(string)"/> it makes no file: nothing to delete, no permissions, and every process in the
    /// network namespace may connect or take the name first. Only Linux has it; elsewhere bind and connect fail.
    /// In C, a <c>sockaddr_un</c> whose <c>sun_path[0]</c> is 0; see unix(7).
    /// </para>
    /// <para>The empty name is a legal name; it differs from <see cref="Unnamed"/>, which is none.</para>
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="name"/> is longer than 107 bytes, or is not valid Unicode.
    /// </exception>
    public static Endpoint Abstract(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Abstract(EncodeName(name, nameof(name)));
    }

    /// <summary>Makes the endpoint of a local socket in the abstract namespace of Linux, its name in bytes.</summary>
    /// <param name="name">
    /// 0 to 107 bytes, any, without the NUL that begins the name in C. Every byte counts: a NUL at the end makes
    /// another name. The bytes are copied.
    /// </param>
    /// <returns>An endpoint of kind <see cref="EndpointKind.Abstract"/>.</returns>
    /// <remarks><see cref="Abstract(string)"/> says more.</remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is longer than 107 bytes.</exception>
    public static Endpoint Abstract(ReadOnlySpan<byte> name)
    {
        string? wrong = WhatIsWrongWithAbstractName(name);
        if (wrong is not null) throw new ArgumentException(wrong, nameof(name));
        return new Endpoint(EndpointKind.Abstract, name.ToArray());
    }

    private static Endpoint FromIPv4(uint address, ushort port) => new(EndpointKind.IPv4, 0, address, 0, port);

    private static Endpoint FromIPv6(ReadOnlySpan<byte> address, uint scope, ushort port)
    {
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(address);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(address[8..]);
        bool isMapped = high == 0 && low >> 32 == 0xFFFF;
        return isMapped ? FromIPv4((uint)low, port) : new Endpoint(EndpointKind.IPv6, high, low, scope, port);
    }

    private static string? WhatIsWrongWithPath(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
            return "The path of a local endpoint is 1 to 108 bytes; this one is empty. Endpoint.Unnamed has no path.";
        if (path.Length > MaxLocalPath)
            return $"The path of a local endpoint is 1 to 108 bytes; this one has {path.Length}.";
        return path.Contains((byte)0)
            ? "The path of a local endpoint holds no NUL; this one does. Endpoint.Abstract takes the name without it."
            : null;
    }

    private static string? WhatIsWrongWithAbstractName(ReadOnlySpan<byte> name) => name.Length > MaxAbstractName
        ? $"An abstract name is 0 to 107 bytes; this one has {name.Length}."
        : null;

    private static byte[] EncodeName(string name, string parameterName)
    {
        try
        {
            return StrictUtf8.GetBytes(name);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("It is not valid Unicode: it holds half a surrogate pair.", parameterName);
        }
    }

    private static ushort CheckPort(int port)
    {
        if ((uint)port > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(port), port, "A port is 0 to 65535.");
        return (ushort)port;
    }
}

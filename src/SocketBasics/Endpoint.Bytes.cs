using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics;

public readonly partial struct Endpoint
{
    /// <summary>The size in bytes of a buffer that every address fits in: 128. In C, <c>sockaddr_storage</c>.</summary>
    public const int MaxSize = 128;

    private const int FamilySize = 2;
    private const int IPv4Size = 16; // sizeof(sockaddr_in)
    private const int IPv6Size = 28; // sizeof(sockaddr_in6)
    private const int LocalSize = FamilySize + MaxLocalPath; // sizeof(sockaddr_un)

    private const byte FamilyUnspecified = 0;
    private const byte FamilyLocal = 1;
    private const byte FamilyIPv4 = 2;

    private static readonly bool IsBsd = OperatingSystem.IsMacOS() || OperatingSystem.IsIOS()
        || OperatingSystem.IsTvOS() || OperatingSystem.IsFreeBSD();

    private static readonly bool HasAbstractNames = OperatingSystem.IsLinux() || OperatingSystem.IsAndroid();

    private static readonly byte FamilyIPv6 =
        OperatingSystem.IsWindows() ? (byte)23
        : OperatingSystem.IsFreeBSD() ? (byte)28
        : IsBsd ? (byte)30
        : (byte)10;

    /// <summary>Gets how many bytes <see cref="Write"/> writes: the <c>addrlen</c> of bind(2) and connect(2).</summary>
    /// <value>
    /// 16 for IPv4, 28 for IPv6 and the dual-stack wildcard; for a path 2 and its bytes and a NUL, but 110 at most; for
    /// an abstract name 3 and its bytes; 2 for the unnamed endpoint and for <c>default</c>. Never more than
    /// <see cref="MaxSize"/>.
    /// </value>
    public int Size => Kind switch
    {
        EndpointKind.IPv4 => IPv4Size,
        EndpointKind.IPv6 or EndpointKind.DualStack => IPv6Size,
        EndpointKind.Local or EndpointKind.Abstract => Math.Min(FamilySize + _name!.Length + 1, LocalSize),
        _ => FamilySize,
    };

    /// <summary>Makes an endpoint of the bytes of a <c>sockaddr</c>, if they are one.</summary>
    /// <param name="address">What <see cref="Read"/> takes.</param>
    /// <param name="endpoint">The endpoint, or <c>default</c> if the bytes are none.</param>
    /// <returns>Whether the bytes are an address that this type knows. It never throws.</returns>
    public static bool TryRead(ReadOnlySpan<byte> address, out Endpoint endpoint) =>
        ReadOrSayWhyNot(address, out endpoint) is null;

    /// <summary>Makes an endpoint of the bytes of a <c>sockaddr</c>, as accept(2) and getsockname(2) give it.</summary>
    /// <param name="address">
    /// The bytes, exactly as many as the kernel said: for a local address the length is part of the meaning.
    /// <list type="bullet">
    /// <item><c>sockaddr_in</c>: 16 bytes or more; what follows is ignored, as the kernel does.</item>
    /// <item><c>sockaddr_in6</c>: 28 bytes or more, likewise. The 24 bytes of RFC 2133, which Linux still takes, are
    /// refused: without the scope a link-local address is another one. <c>sin6_flowinfo</c> is ignored.</item>
    /// <item><c>sockaddr_un</c>: 2 bytes are the unnamed endpoint; if <c>sun_path</c> begins with NUL all the rest is
    /// an abstract name; otherwise the path ends at the first NUL or with the bytes. At most 110 bytes, or 111 when the
    /// last is NUL: so Linux reports a path of 108 bytes.</item>
    /// <item><c>AF_UNSPEC</c>: 2 bytes or more, <c>default</c>.</item>
    /// </list>
    /// </param>
    /// <returns>
    /// The endpoint. IPv4 mapped into IPv6 becomes IPv4, and <c>in6addr_any</c> is always <see cref="AnyV6(int)"/>,
    /// because the bytes do not say whether the socket is dual-stack.
    /// </returns>
    /// <remarks>
    /// The format is that of the running machine: on Linux and Windows two bytes of family in the machine's byte order,
    /// on macOS and the BSDs one byte of length, ignored, and one of family. The number of <c>AF_INET6</c> is 10 on
    /// Linux, 23 on Windows, 30 on macOS. See ip(7), ipv6(7), unix(7). Where there is no abstract namespace, a
    /// <c>sun_path</c> of NUL bytes alone is the unnamed endpoint.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The bytes are too few for their family, too many for a local address, or of a family that this type does not
    /// have.
    /// </exception>
    public static Endpoint Read(ReadOnlySpan<byte> address) => ReadOrThrow(address, nameof(address));

    /// <summary>Writes the bytes of a <c>sockaddr</c>, as bind(2) and connect(2) take them, if there is room.</summary>
    /// <param name="destination"><see cref="Size"/> bytes, or more.</param>
    /// <param name="bytesWritten"><see cref="Size"/>, or 0 if there was no room.</param>
    /// <returns>Whether there was room; if not, nothing is written.</returns>
    /// <remarks>The bytes are those of <see cref="Write"/>, which describes them.</remarks>
    public bool TryWrite(Span<byte> destination, out int bytesWritten)
    {
        int size = Size;
        if (destination.Length < size)
        {
            bytesWritten = 0;
            return false;
        }

        WriteBytes(destination[..size]);
        bytesWritten = size;
        return true;
    }

    /// <summary>Writes the bytes of a <c>sockaddr</c>, as bind(2) and connect(2) take them.</summary>
    /// <param name="destination">
    /// <see cref="Size"/> bytes, or more; <see cref="MaxSize"/> is enough for every endpoint.
    /// </param>
    /// <returns>The number of bytes written, <see cref="Size"/>: the <c>addrlen</c> to pass with them.</returns>
    /// <remarks>
    /// Address and port are in network byte order, <c>sin6_scope_id</c> in the machine's, <c>sin6_flowinfo</c> is 0.
    /// A path gets a terminating NUL unless it fills all of <c>sun_path</c>. The format is that of the running machine;
    /// see <see cref="Read"/>, which gives the same endpoint back, with one exception: the
    /// dual-stack wildcard is written as <c>in6addr_any</c> and read back as <see cref="AnyV6(int)"/>.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small.</exception>
    public int Write(Span<byte> destination)
    {
        if (TryWrite(destination, out int bytesWritten)) return bytesWritten;
        throw new ArgumentException(
            $"The bytes of {this} are {Size}; there is room for {destination.Length}.", nameof(destination));
    }

    private static Endpoint ReadOrThrow(ReadOnlySpan<byte> address, string parameterName)
    {
        string? wrong = ReadOrSayWhyNot(address, out Endpoint endpoint);
        return wrong is null ? endpoint : throw new ArgumentException(wrong, parameterName);
    }

    private static string? ReadOrSayWhyNot(ReadOnlySpan<byte> address, out Endpoint endpoint)
    {
        endpoint = default;
        if (address.Length < FamilySize)
            return $"An address has 2 bytes at least, its family; here are {address.Length}.";

        int family = IsBsd ? address[1] : MemoryMarshal.Read<ushort>(address);
        if (family == FamilyUnspecified) return null;
        if (family == FamilyLocal) return ReadLocal(address, out endpoint);
        if (family == FamilyIPv4)
        {
            if (address.Length < IPv4Size)
                return $"An IPv4 address (sockaddr_in) has 16 bytes; here are {address.Length}.";
            endpoint = FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(address[4..]), ReadPort(address));
            return null;
        }

        if (family == FamilyIPv6)
        {
            if (address.Length < IPv6Size)
                return $"An IPv6 address (sockaddr_in6) has 28 bytes; here are {address.Length}.";
            endpoint = FromIPv6(address.Slice(8, 16), MemoryMarshal.Read<uint>(address[24..]), ReadPort(address));
            return null;
        }

        return $"Address family {family} is none of an endpoint: not IPv4, IPv6, local, or unspecified.";
    }

    private static ushort ReadPort(ReadOnlySpan<byte> address) => BinaryPrimitives.ReadUInt16BigEndian(address[2..]);

    private static string? ReadLocal(ReadOnlySpan<byte> address, out Endpoint endpoint)
    {
        endpoint = Unnamed;
        ReadOnlySpan<byte> name = address[FamilySize..];
        if (name.IsEmpty) return null;

        bool isPath = name[0] != 0;
        // unix(7), BUGS: Linux counts a terminating NUL even after a path of 108 bytes.
        if (isPath && name.Length == MaxLocalPath + 1 && name[^1] == 0) name = name[..^1];
        if (name.Length > MaxLocalPath)
        {
            endpoint = default;
            return $"A local address (sockaddr_un) has 110 bytes at most; here are {address.Length}.";
        }

        if (isPath)
        {
            int end = name.IndexOf((byte)0);
            endpoint = new Endpoint(EndpointKind.Local, (end < 0 ? name : name[..end]).ToArray());
        }
        else if (HasAbstractNames || name.ContainsAnyExcept((byte)0))
        {
            endpoint = new Endpoint(EndpointKind.Abstract, name[1..].ToArray());
        }

        return null;
    }

    private void WriteBytes(Span<byte> destination)
    {
        destination.Clear();
        byte family = AddressFamily switch
        {
            AddressFamily.InterNetwork => FamilyIPv4,
            AddressFamily.InterNetworkV6 => FamilyIPv6,
            AddressFamily.Unix => FamilyLocal,
            _ => FamilyUnspecified,
        };
        if (IsBsd) (destination[0], destination[1]) = ((byte)destination.Length, family);
        else MemoryMarshal.Write(destination, (ushort)family);

        switch (Kind)
        {
            case EndpointKind.IPv4:
                BinaryPrimitives.WriteUInt16BigEndian(destination[2..], _port);
                BinaryPrimitives.WriteUInt32BigEndian(destination[4..], (uint)_low);
                break;
            case EndpointKind.IPv6:
            case EndpointKind.DualStack:
                BinaryPrimitives.WriteUInt16BigEndian(destination[2..], _port);
                BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _high);
                BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _low);
                MemoryMarshal.Write(destination[24..], _scope);
                break;
            case EndpointKind.Local:
                _name.CopyTo(destination[FamilySize..]);
                break;
            case EndpointKind.Abstract:
                _name.CopyTo(destination[(FamilySize + 1)..]);
                break;
            default:
                break;
        }
    }
}

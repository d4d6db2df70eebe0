using System.Buffers.Binary;

namespace SocketBasics.Handshake;

/// <summary>The extension headers between an IPv6 header and the upper header (RFC 8200 section 4).</summary>
/// <param name="Protocol">The upper header's protocol; what lies behind encryption (ESP) is not seen.</param>
/// <param name="Length">The length of all extension headers, in bytes.</param>
/// <param name="FragmentOffset">At which byte of the whole the rest begins, of a fragment.</param>
/// <param name="HasMoreFragments">Whether a fragment has successors.</param>
internal readonly record struct IPv6Extensions(byte Protocol, int Length, int FragmentOffset, bool HasMoreFragments)
{
    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Authentication = 51;
    private const byte DestinationOptions = 60;
    private const byte Mobility = 135;
    private const byte HostIdentity = 139;
    private const byte Shim6 = 140;

    private const int Unit = 8;

    /// <summary>Reads what follows the fixed header.</summary>
    /// <param name="bytes">What there is of it.</param>
    /// <param name="length">How long the packet says that it is.</param>
    /// <param name="next">What the fixed header says that comes first.</param>
    /// <param name="extensions">What they say.</param>
    /// <returns>Whether all extension headers are there, and within the packet.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int length, byte next, out IPv6Extensions extensions)
    {
        extensions = new IPv6Extensions(next, 0, 0, false);
        bytes = bytes[..Math.Min(length, bytes.Length)];
        while (IsExtension(extensions.Protocol))
        {
            ReadOnlySpan<byte> header = bytes[extensions.Length..];
            if (header.Length < Unit || Size(extensions.Protocol, header[1]) is var size && size > header.Length)
                return false;

            if (extensions.Protocol == Fragment)
            {
                int fragment = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
                extensions = extensions with { FragmentOffset = fragment & 0xFFF8, HasMoreFragments = (fragment & 1) != 0 };
            }

            extensions = extensions with { Protocol = header[0], Length = extensions.Length + size };

            // What follows in a later fragment is the middle of something, whatever its bytes look like.
            if (extensions.FragmentOffset > 0)
                break;
        }

        return true;
    }

    private static bool IsExtension(byte protocol) => protocol is HopByHop or Routing or Fragment or Authentication
        or DestinationOptions or Mobility or HostIdentity or Shim6;

    // RFC 4302 section 2.2: the authentication header counts in units of four bytes.
    private static int Size(byte protocol, byte length) => protocol switch
    {
        Fragment => Unit,
        Authentication => Math.Max((length + 2) * 4, Unit),
        _ => (length + 1) * Unit,
    };
}

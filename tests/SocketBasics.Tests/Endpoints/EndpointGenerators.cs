using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SocketBasics.Tests.Endpoints;

/// <summary>Endpoints of every kind, rich in what goes wrong, and texts and bytes that are almost one.</summary>
internal static class EndpointGenerators
{
    // Bytes that mean something in text, in names, in the kernel, or in UTF-8.
    private static readonly byte[] HostileBytes =
        [0, 7, 9, 10, 13, 27, 0x20, .. "\\x4@:/<>&\"'`%[]*"u8, 0x7F, 0x80, 0xA0, 0xC2, 0xE2, 0xED, 0xF0, 0xFF];

    private static readonly string[] HostilePieces =
    [
        "\u202E", "\u2028", "\u2029", "\u200B", "\u00AD", "\u0085", "\u00A0", "\u3000", "\uE000", "\uFEFF", "\uFFFE",
        "\u0378", "\U000F0000", "\U000E0001", "ä", "漢", "😀", "\uFFFD", "a\u0301",
    ];

    public static Gen<Endpoint> AllEndpoints { get; } = Gen.OneOf(
        Gen.Constant(default(Endpoint)),
        Gen.Constant(Endpoint.Unnamed),
        Ports().Select(Endpoint.Any),
        from address in Gen.OneOf(Bytes(4), Gen.Elements<byte[]>([0, 0, 0, 0], [127, 0, 0, 1], [255, 255, 255, 255]))
        from port in Ports()
        select Endpoint.IP(new IPAddress(address), port),
        from groups in Gen.OneOf(Gen.Constant(0), Gen.Constant(0xFFFF), Gen.Choose(0, 0xFFFF)).ArrayOf(8)
        from scope in Gen.OneOf(Gen.Constant(0u), Gen.Choose(0, int.MaxValue).Select(number => (uint)number * 2 + 1))
        from port in Ports()
        select Endpoint.IP(new IPAddress([.. groups.SelectMany(g => new[] { (byte)(g >> 8), (byte)g })], scope), port),
        from start in Gen.Elements((byte)'/', (byte)'@', (byte)'a', (byte)'\\')
        from rest in Names(107)
        select Endpoint.Local([start, .. rest.Where(value => value != 0)]),
        Names(107).Select(name => Endpoint.Abstract(name)));

    /// <summary>Few values, so that pairs and triples are often equal or neighbors.</summary>
    public static Gen<Endpoint> NeighborEndpoints { get; } = Gen.OneOf(
        Gen.Elements(default, Endpoint.Unnamed, Endpoint.Any(0), Endpoint.Any(1)),
        from address in Gen.Elements("0.0.0.0", "1.0.0.0", "0.0.0.1", "::", "::1", "0:0:0:1::", "0:0:0:1::1")
        from port in Gen.Elements(0, 1, 256)
        from scope in Gen.Elements("", "%1")
        select Endpoint.IP(IPAddress.Parse(address.Contains('.', StringComparison.Ordinal) ? address : address + scope),
            port),
        Gen.Elements("a", "ab", "b", "aa").Select(Endpoint.Local),
        Gen.Elements("", "a", "ab", "\0").Select(Endpoint.Abstract));

    public static Gen<string> RandomTexts { get; } =
        from start in Gen.Elements("", "", "unix:", "unix:@", "[", "[fe80::1%", "*:", "1.2.3.4:")
        from pieces in Gen.OneOf(
            Gen.Elements(HostilePieces),
            Gen.Elements("::", "]:", "%", "\\x", "\\\\", "0", "255",
                "65536", "unix:", "ffff", "lo", "\uD800", "\uDC00"),
            Gen.Choose(0, 0xFF).Select(value => ((char)value).ToString()),
            Gen.Choose(0, 0xFFFF).Select(value => ((char)value).ToString())).ListOf()
        select start + string.Concat(pieces);

    public static Gen<string> MutatedTexts { get; } =
        from endpoint in AllEndpoints
        from mutations in Mutations
        select new string([.. Mutate(endpoint.ToString(), mutations, value => (char)value)]);

    public static Gen<string> AnyTexts { get; } = Gen.OneOf(RandomTexts, MutatedTexts);

    public static Gen<byte[]> MutatedBytes { get; } =
        from endpoint in AllEndpoints
        from mutations in Mutations
        select Mutate(WriteBytes(endpoint), mutations, value => (byte)value).ToArray();

    public static Gen<byte[]> RandomBytes { get; } =
        from family in Gen.OneOf(Gen.Elements(0, 1, 2, 10, 23, 30), Gen.Choose(0, 255))
        from rest in Names(140)
        from cut in Gen.Choose(0, 3)
        select new byte[] { (byte)family, OperatingSystem.IsMacOS() ? (byte)family : (byte)0 }
            .Concat(rest).Skip(cut == 0 ? 1 : 0).ToArray();

    /// <summary>Texts of the letters of an IPv6 address.</summary>
    public static Gen<string> AlmostIPv6 { get; } =
        from pieces in Gen.OneOf(
            Gen.Elements("::", ":", "0:", "1:", "ffff:", "a:", "00:", "01:", "0001:"),
            Gen.Elements("::", ":0", "1", "ffff", "12345", "1.2.3.4", "255.8.0.1", ".", "08", "1.2.3.04")).ListOf()
        select string.Concat(pieces.Take(9));

    private static Gen<(int Kind, int Position, int Value)[]> Mutations { get; } = (
        from kind in Gen.Choose(0, 4)
        from position in Gen.OneOf(Gen.Constant(-1), Gen.Choose(0, 1000))
        from value in Gen.OneOf(
            Gen.Elements(HostileBytes).Select(value => (int)value), Gen.Choose(0, 255), Gen.Choose(0, 0xFFFF))
        select (kind, position, value)).NonEmptyListOf().Select(list => list.Take(4).ToArray());

    public static byte[] WriteBytes(Endpoint endpoint)
    {
        byte[] bytes = new byte[Endpoint.MaxSize];
        return bytes[..endpoint.Write(bytes)];
    }

    private static Gen<int> Ports() => Gen.OneOf(Gen.Elements(0, 1, 80, 65535), Gen.Choose(0, 65535));

    private static Gen<byte[]> Bytes(int count) => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(count);

    private static Gen<byte[]> Names(int max) =>
        from pieces in Gen.OneOf(
            Gen.Elements(HostileBytes).Select(value => new[] { value }),
            Gen.Elements(HostilePieces).Select(Encoding.UTF8.GetBytes),
            Gen.Choose('a', 'z').Select(value => new[] { (byte)value }),
            Bytes(1)).ListOf()
        select pieces.SelectMany(piece => piece).Take(max).ToArray();

    private static List<T> Mutate<T>(
        IEnumerable<T> original, (int Kind, int Position, int Value)[] mutations, Func<int, T> make)
    {
        List<T> items = [.. original];
        foreach ((int kind, int position, int value) in mutations)
        {
            int index = position < 0 ? items.Count : position % (items.Count + 1);
            if (kind == 0 || index == items.Count) items.Insert(index, make(value));
            else if (kind == 1) items[index] = make(value);
            else if (kind == 2) items.RemoveAt(index);
            else if (kind == 3) items.RemoveRange(index, items.Count - index);
            else items.InsertRange(index, items.Take(index).ToArray());
        }

        return items;
    }
}

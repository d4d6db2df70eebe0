namespace SocketBasics.Tests.Abuse;

/// <summary>A stream of bytes in which each says where it stands: one that is lost, doubled or moved is noticed.</summary>
internal sealed class CountedBytes
{
    // A prime, so that no power of two of bytes can go missing unseen.
    private const int Period = 251;

    private static readonly byte[] Stream = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)(i % Period))];

    public long Sent { get; private set; }

    public long Checked { get; private set; }

    public byte[] Next(int count)
    {
        byte[] bytes = Stream.AsSpan((int)(Sent % Period), count).ToArray();
        Sent += count;
        return bytes;
    }

    public void Check(ReadOnlySpan<byte> received)
    {
        ReadOnlySpan<byte> expected = Stream.AsSpan((int)(Checked % Period), received.Length);
        if (!received.SequenceEqual(expected))
            Assert.Fail($"After byte {Checked}, byte {received.CommonPrefixLength(expected)} is not the next.");
        Checked += received.Length;
    }
}

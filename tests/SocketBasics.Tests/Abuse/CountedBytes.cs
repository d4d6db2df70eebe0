namespace SocketBasics.Tests.Abuse;

/// <summary>A stream of bytes in which each says where it stands: one that is lost, doubled or moved is noticed.</summary>
internal sealed class CountedBytes
{
    // A prime, so that no power of two of bytes can go missing unseen.
    private const int Period = 251;

    public long Sent { get; private set; }

    public long Checked { get; private set; }

    public byte[] Next(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = (byte)(Sent++ % Period);
        return bytes;
    }

    public void Check(ReadOnlySpan<byte> received)
    {
        foreach (byte value in received)
        {
            if (value != (byte)(Checked % Period))
                Assert.Fail($"Byte {Checked} is {value}, not {Checked % Period}.");
            Checked++;
        }
    }
}

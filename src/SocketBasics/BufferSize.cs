namespace SocketBasics;

/// <summary>The range of SO_RCVBUF and SO_SNDBUF.</summary>
internal static class BufferSize
{
    public static int? Checked(int? value)
    {
        if (value is { } size)
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(value));
        return value;
    }
}

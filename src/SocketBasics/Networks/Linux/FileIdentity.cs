namespace SocketBasics.Networks.Linux;

/// <summary>Which file a path names right now: device and inode, and what it is (statx(2), no link followed).</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode, ushort Mode)
{
    private const uint STATX_BASIC_STATS = 0x7ff;
    private const ushort FileTypeMask = 0xf000;
    private const ushort SocketType = 0xc000;
    private const ushort PermissionMask = 0x0fff;

    // struct statx: stx_mode at 28, stx_ino at 32, stx_dev_major at 136, stx_dev_minor at 140; 256 bytes in all.
    private const int StatxSize = 256;

    public bool IsSocket => (Mode & FileTypeMask) == SocketType;

    public UnixFileMode Permissions => (UnixFileMode)(Mode & PermissionMask);

    public bool IsSameFile(FileIdentity other) =>
        (DeviceMajor, DeviceMinor, Inode) == (other.DeviceMajor, other.DeviceMinor, other.Inode);

    /// <summary>Reads the identity of a path that ends in NUL; null when there is no such file, or it cannot be looked at.</summary>
    public static FileIdentity? TryRead(ReadOnlySpan<byte> terminatedPath) =>
        TryRead(Libc.AT_FDCWD, terminatedPath, Libc.AT_SYMLINK_NOFOLLOW);

    /// <summary>Reads the identity of an open file; null when it cannot be looked at.</summary>
    public static FileIdentity? TryRead(int descriptor) => TryRead(descriptor, [0], Libc.AT_EMPTY_PATH);

    private static unsafe FileIdentity? TryRead(int directory, ReadOnlySpan<byte> terminatedPath, int flags)
    {
        byte* statx = stackalloc byte[StatxSize];
        fixed (byte* path = terminatedPath)
        {
            if (Libc.Statx(directory, path, flags, STATX_BASIC_STATS, statx) != 0)
                return null;
        }

        var fields = new ReadOnlySpan<byte>(statx, StatxSize);
        return new FileIdentity(
            BitConverter.ToUInt32(fields[136..]),
            BitConverter.ToUInt32(fields[140..]),
            BitConverter.ToUInt64(fields[32..]),
            BitConverter.ToUInt16(fields[28..]));
    }
}

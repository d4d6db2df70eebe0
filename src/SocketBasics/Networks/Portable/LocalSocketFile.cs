using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>The file that bind(2) makes for a local (Unix) path: its mode, its replacement, and its removal.</summary>
internal sealed class LocalSocketFile
{
    // Absolute and ended by NUL: the working directory may change before the socket is closed.
    private readonly byte[] _path;
    private readonly FileIdentity? _identity;

    private LocalSocketFile(byte[] path)
    {
        _path = path;
        _identity = OperatingSystem.IsLinux() ? FileIdentity.TryRead(path) : null;
    }

    /// <summary>Binds the socket to the end point's path, as the options say.</summary>
    public static NetworkError Bind(
        Socket socket, KernelEndPoint endPoint, ServerSocketOptions options, out LocalSocketFile? file)
    {
        file = null;
        byte[] path = AbsolutePath(endPoint.Endpoint.LocalName);

        // On Linux the file gets the mode of the socket's own inode, less the umask: set before bind, it never has more.
        if (options.LocalFileMode is { } mode && OperatingSystem.IsLinux())
            _ = Libc.ChangeMode(socket.SafeHandle, (uint)mode);

        NetworkError error = TryBind(socket, endPoint);
        if (error.Code == SocketError.AddressAlreadyInUse && options.ReplaceStaleLocalFile)
            error = ReplaceStale(socket, endPoint, path);
        if (!error.IsNone)
            return error;

        file = new LocalSocketFile(path);
        return options.LocalFileMode is { } wished ? file.Widen(wished) : NetworkError.None;
    }

    /// <summary>Removes the file if it is still the one that was bound. To be called before the socket is closed.</summary>
    public unsafe void Remove()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Without an identity this is what the framework does: whatever is at the path goes.
            TryDelete(Text(_path));
            return;
        }

        if (_identity is { } bound && FileIdentity.TryRead(_path) is { } present && present.IsSameFile(bound))
            Unlink(_path);
    }

    private static NetworkError TryBind(Socket socket, KernelEndPoint endPoint)
    {
        try
        {
            socket.Bind(endPoint);
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    private static NetworkError ReplaceStale(Socket socket, KernelEndPoint endPoint, byte[] path)
    {
        if (!OperatingSystem.IsLinux())
            return SocketError.AddressAlreadyInUse;

        // Two servers that start at once would both find the file stale, and the second would remove the first one's new
        // file. The lock file stays: removing it would let a third server lock a new one beside the second.
        using FileStream? exclusive = TryLock(Text(path) + ".lock");
        if (exclusive is null)
            return SocketError.AddressAlreadyInUse;

        if (FileIdentity.TryRead(path) is { } found)
        {
            if (!found.IsSocket || !IsRefused(endPoint)
                || FileIdentity.TryRead(path) is not { } still || !still.IsSameFile(found))
            {
                return SocketError.AddressAlreadyInUse;
            }

            Unlink(path);
        }

        return TryBind(socket, endPoint);
    }

    [SupportedOSPlatform("linux")]
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a connect is refused. Without waiting: a living server with a full queue answers EAGAIN.</summary>
    private static bool IsRefused(KernelEndPoint endPoint)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        probe.Blocking = false;
        try
        {
            probe.Connect(endPoint);
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }

    private static byte[] AbsolutePath(ReadOnlySpan<byte> path)
    {
        byte[] directory = path[0] == (byte)'/' ? [] : Encoding.UTF8.GetBytes(Environment.CurrentDirectory + "/");
        return [.. directory, .. path, 0];
    }

    private static string Text(ReadOnlySpan<byte> terminatedPath) => Encoding.UTF8.GetString(terminatedPath[..^1]);

    private static unsafe void Unlink(byte[] terminatedPath)
    {
        fixed (byte* path = terminatedPath)
            _ = Libc.Unlink(path);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Gives back what the umask took. Until now the file had less than asked, never more.</summary>
    private unsafe NetworkError Widen(UnixFileMode mode)
    {
        if (OperatingSystem.IsLinux())
        {
            if (_identity is { } identity && identity.Permissions == mode)
                return NetworkError.None;
            fixed (byte* path = _path)
                return Libc.ChangeModeAt(Libc.AT_FDCWD, path, (uint)mode, Libc.AT_SYMLINK_NOFOLLOW) == 0 ? NetworkError.None : SocketError.AccessDenied;
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Text(_path), mode);
        return NetworkError.None;
    }
}

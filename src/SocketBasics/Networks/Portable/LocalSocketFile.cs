using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>The file that bind(2) makes for a local (Unix) path: its mode, its replacement, and its removal.</summary>
internal sealed class LocalSocketFile
{
    // Absolute and ended by NUL: the working directory may change before the socket is closed.
    private readonly byte[] _path;
    private readonly FileIdentity? _identity;
    private LocalFileLock? _lock;
    private int _removed;

    private LocalSocketFile(byte[] path, LocalFileLock? exclusive)
    {
        _path = path;
        _lock = exclusive;

        // What is no socket has taken the place since bind.
        if (OperatingSystem.IsLinux() && FileIdentity.TryRead(path) is { IsSocket: true } identity)
            _identity = identity;
    }

    /// <summary>Binds the socket to the end point's path, as the options say.</summary>
    public static NetworkError Bind(
        Socket socket, KernelEndPoint endPoint, ServerSocketOptions options, out LocalSocketFile? file)
    {
        file = null;
        byte[] path = AbsolutePath(endPoint.Endpoint.LocalName);

        // On Linux the file gets the mode of the socket's own inode, less the umask: set before bind, it never has more.
        if (options.LocalFileMode is { } mode && OperatingSystem.IsLinux()
            && Libc.ChangeMode(socket.SafeHandle, (uint)mode) != 0)
        {
            return Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        }

        LocalFileLock? exclusive = null;
        if (options.ReplaceStaleLocalFile && OperatingSystem.IsLinux()
            && !LocalFileLock.TryTake(path, out exclusive))
        {
            return SocketError.AddressAlreadyInUse;
        }

        NetworkError error = TryBind(socket, endPoint);
        if (error.Code == SocketError.AddressAlreadyInUse && exclusive is not null && TryRemoveStale(endPoint, path))
            error = TryBind(socket, endPoint);
        if (!error.IsNone)
        {
            exclusive?.Dispose();
            return error;
        }

        file = new LocalSocketFile(path, exclusive);
        if (options.LocalFileMode is { } wished)
            error = file.Widen(wished);
        if (!error.IsNone)
            file.Remove();
        return error;
    }

    /// <summary>The file of a client that has just been bound to a path.</summary>
    public static LocalSocketFile OfClient(Endpoint local) => new(AbsolutePath(local.LocalName), exclusive: null);

    /// <summary>
    /// Lets other servers look whether the file is stale. Not before listen(2): until then a connect is refused, and the
    /// file of a server that is just starting looks as if nobody had it.
    /// </summary>
    public void Listens() => Interlocked.Exchange(ref _lock, null)?.Dispose();

    /// <summary>Removes the file if it is still the one that was bound. To be called before the socket is closed.</summary>
    public unsafe void Remove()
    {
        // Once: when the socket is closed, a new server's file may get the same inode.
        if (Interlocked.Exchange(ref _removed, 1) != 0)
            return;

        // Without an identity this is what the framework does: whatever is at the path goes.
        if (!OperatingSystem.IsLinux())
            TryDelete(Text(_path));
        else if (_identity is { } bound && FileIdentity.TryRead(_path) is { } present && present.IsSameFile(bound))
            Unlink(_path);
        Listens();
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

    /// <summary>Removes a socket file on which nobody listens. Only under the lock.</summary>
    private static bool TryRemoveStale(KernelEndPoint endPoint, byte[] path)
    {
        if (FileIdentity.TryRead(path) is not { } found)
            return true;
        if (!found.IsSocket || !IsRefused(endPoint)
            || FileIdentity.TryRead(path) is not { } still || !still.IsSameFile(found))
        {
            return false;
        }

        Unlink(path);
        return true;
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

    private static unsafe byte[] AbsolutePath(ReadOnlySpan<byte> path)
    {
        if (path[0] == (byte)'/')
            return [.. path, 0];
        if (!OperatingSystem.IsLinux())
            return [.. Encoding.UTF8.GetBytes(Environment.CurrentDirectory), (byte)'/', .. path, 0];

        // The bytes as they are: a directory's name need not be UTF-8. Of a removed directory there is no name.
        Span<byte> directory = stackalloc byte[4096];
        fixed (byte* start = directory)
        {
            return Libc.GetWorkingDirectory(start, (nuint)directory.Length) == null
                ? [.. path, 0]
                : [.. directory[..directory.IndexOf((byte)0)], (byte)'/', .. path, 0];
        }
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
    private NetworkError Widen(UnixFileMode mode)
    {
        if (OperatingSystem.IsLinux())
            return _identity?.Permissions == mode ? NetworkError.None : LocalFileMode.Set(_path, _identity, mode);
        if (OperatingSystem.IsWindows())
            return NetworkError.None;

        try
        {
            File.SetUnixFileMode(Text(_path), mode);
            return NetworkError.None;
        }
        catch (UnauthorizedAccessException)
        {
            return SocketError.AccessDenied;
        }
        catch (IOException)
        {
            return SocketError.SocketError;
        }
    }
}

using System.Net.Sockets;
using System.Runtime.InteropServices;
using SocketBasics.Tests.Datagrams;

namespace SocketBasics.Tests.LocalFiles;

public sealed partial class LocalFileModeTests
{
    private const int Everything = 0xfff;
    private const UnixFileMode Everybody = (UnixFileMode)0x1b6;

    // The numbers of fchmod(2) and fchmodat(2) on x64.
    private const int ChangeModeCall = 91;
    private const int ChangeModeAtCall = 268;

    public static TheoryData<int, int> ModesAndUmasks()
    {
        var data = new TheoryData<int, int>();
        foreach (int mode in (int[])[0, 0x80, 0x180, 0x1b0, 0x1b6, 0x1c0, 0x1ff, 0x1fd])
        {
            foreach (int umask in (int[])[0, 0x12, 0x3f, 0x1ff])
                data.Add(mode, umask);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ModesAndUmasks))]
    public void The_mode_is_exact_under_every_umask(int mode, int umask)
    {
        using var directory = new TemporaryDirectory();
        OwnThread.WithOwnFileAttributes(() =>
        {
            _ = OwnThread.SetUmask(umask);
            using BoundServerSocket bound = Bind(directory["socket"], (UnixFileMode)mode);
            Assert.Equal((UnixFileMode)mode, new FileInfo(directory["socket"]).UnixFileMode);
        });
    }

    [Fact]
    public void Without_a_mode_the_umask_decides()
    {
        using var directory = new TemporaryDirectory();
        OwnThread.WithOwnFileAttributes(() =>
        {
            _ = OwnThread.SetUmask(0x17);
            using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Local(directory["socket"]));
            Assert.Equal((UnixFileMode)(0x1ff & ~0x17), new FileInfo(directory["socket"]).UnixFileMode);
        });
    }

    // Seen to fail with: no fchmod(2) before bind(2), only a chmod after it.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task There_is_no_moment_at_which_the_file_has_more_permissions_than_asked()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the mode can only be set after bind.");
        CancellationToken token = TestContext.Current.CancellationToken;
        using var directory = new TemporaryDirectory();
        string path = directory["socket"];
        const UnixFileMode asked = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(token);
        int seen = 0;
        UnixFileMode most = 0;
        Task watching = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    // A link gives no exception when the file is missing, which it is half the time.
                    if (new FileInfo(path) is { Exists: true } file && (int)file.UnixFileMode is >= 0 and var mode)
                    {
                        most |= (UnixFileMode)(mode & Everything);
                        seen++;
                    }
                }
            },
            token);

        await Task.Run(
            () => OwnThread.WithOwnFileAttributes(() =>
            {
                _ = OwnThread.SetUmask(0);
                for (int i = 0; (i < 3_000 || Volatile.Read(ref seen) < 100) && !token.IsCancellationRequested; i++)
                    Bind(path, asked).Dispose();
            }),
            token);
        await done.CancelAsync();
        await watching;
        Assert.Equal(asked, most);
    }

    [Fact]
    public void Without_permission_in_the_directory_the_message_says_so()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "The test gives up root's rights, and has none.");
        using var directory = new TemporaryDirectory();
        OwnThread.AsNobodyInFiles(() =>
        {
            var exception = Assert.Throws<SocketOperationException>(() => Bind(directory["socket"], null));
            Assert.Equal(SocketError.AccessDenied, exception.SocketErrorCode);
            Assert.Contains("directory must be writable", exception.Remedy, StringComparison.Ordinal);
        });
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    // Seen to fail with: every failure of fchmod(2) and fchmodat(2) told as AccessDenied without its number.
    [Theory]
    [InlineData(ChangeModeCall, 30, SocketError.SocketError)]
    [InlineData(ChangeModeCall, 1, SocketError.AccessDenied)]
    [InlineData(ChangeModeAtCall, 30, SocketError.SocketError)]
    [InlineData(ChangeModeAtCall, 95, SocketError.OperationNotSupported)]
    public void A_mode_that_cannot_be_set_is_told_with_the_kernels_number_and_leaves_nothing(
        int call, int errno, SocketError code)
    {
        using var directory = new TemporaryDirectory();
        OwnThread.WithFailingCall(call, errno, () =>
        {
            _ = OwnThread.SetUmask(0x3f);
            var exception = Assert.Throws<SocketOperationException>(() => Bind(directory["socket"], Everybody));
            Assert.Equal(
                (SocketOperation.Bind, code, errno, Endpoint.Local(directory["socket"])),
                (exception.Operation, exception.SocketErrorCode, exception.Errno, exception.LocalEndpoint));
        });
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    // As in a changed root without /proc. Seen to fail with: only the way through /proc/self/fd.
    [Fact]
    public void Without_proc_the_mode_is_set_by_the_path()
    {
        using var directory = new TemporaryDirectory();
        OwnThread.WithFailingCall(ChangeModeAtCall, 2, () =>
        {
            _ = OwnThread.SetUmask(0x3f);
            using BoundServerSocket bound = Bind(directory["socket"], Everybody);
            Assert.Equal(Everybody, new FileInfo(directory["socket"]).UnixFileMode);
        });
    }

    // Seen to fail with: fchmodat(2) on whatever is at the path.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_file_that_takes_the_place_while_the_mode_is_set_keeps_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the file cannot be told from another.");
        CancellationToken token = TestContext.Current.CancellationToken;
        using var directory = new TemporaryDirectory();
        (string path, string victim, string link) = (directory["socket"], directory["victim"], directory["link"]);
        await File.WriteAllTextAsync(victim, "", token);
        UnixFileMode own = new FileInfo(victim).UnixFileMode;
        Assert.NotEqual(Everybody, own);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(token);
        int replaced = 0;
        Task replacing = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    if (!File.Exists(link))
                        Assert.Equal(0, MakeLink(victim, link));
                    if (File.Exists(path) && Rename(link, path) == 0)
                        replaced++;
                }
            },
            token);

        await Task.Run(
            () => OwnThread.WithOwnFileAttributes(() =>
            {
                _ = OwnThread.SetUmask(0x3f);
                for (int i = 0; (i < 3_000 || Volatile.Read(ref replaced) < 100) && !token.IsCancellationRequested; i++)
                {
                    try
                    {
                        Bind(path, Everybody).Dispose();
                    }
                    catch (SocketOperationException exception)
                    {
                        Assert.True(
                            exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable,
                            exception.ToString());
                    }

                    File.Delete(path);
                }
            }),
            token);
        await done.CancelAsync();
        await replacing;
        Assert.Equal(own, new FileInfo(victim).UnixFileMode);
    }

    private static BoundServerSocket Bind(string path, UnixFileMode? mode) =>
        ServerSocket.Create(new ServerSocketOptions { LocalFileMode = mode }).Bind(Endpoint.Local(path));

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeLink(string target, string name);

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SocketBasics.Tests.Datagrams;
using SocketBasics.Tests.Namespaces;

namespace SocketBasics.Tests.LocalFiles;

public sealed class LocalFileRemovalTests
{
    [Fact]
    public void The_file_goes_with_the_socket_bound_or_listening()
    {
        using var directory = new TemporaryDirectory();
        Endpoint endpoint = Endpoint.Local(directory["socket"]);
        ServerSocket.Create().Bind(endpoint).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
        ListeningSocket listener = ServerSocket.Create().Bind(endpoint).Listen();
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));
        listener.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
        listener.Dispose();
    }

    // Seen to fail with: a removal that does not compare device and inode.
    [Theory]
    [InlineData("socket")]
    [InlineData("file")]
    [InlineData("link to the renamed file")]
    public void A_file_that_took_the_place_stays(string what)
    {
        using var directory = new TemporaryDirectory();
        string path = directory["socket"];
        ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Local(path)).Listen();
        File.Move(path, directory["renamed"]);
        switch (what)
        {
            case "socket": StaleLocalFileTests.MakeStale(path); break;
            case "file": File.WriteAllText(path, ""); break;
            default: File.CreateSymbolicLink(path, directory["renamed"]); break;
        }

        listener.Dispose();
        Assert.Equal(
            new[] { directory["renamed"], path }.Order(),
            Directory.GetFileSystemEntries(directory.Path).Order());
    }

    // Seen to fail with: devices compared by their major numbers alone.
    [Fact]
    public async Task A_file_of_another_device_that_has_the_same_inode_number_stays()
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        // Every tmpfs counts its inodes from the start, and the probe mounts a second one over the first.
        string[] lines = await NamespaceScript.RunShellAsync(
            """
            directory=$(mktemp -d)
            trap 'umount $directory; umount $directory; rmdir $directory' EXIT
            mount -t tmpfs first $directory
            $PROBE covered-file $directory
            """);
        Assert.Equal(["same inode: True", "same device: False", "kept: True"], lines);
    }

    [Fact]
    public void Disposing_again_does_not_remove_the_file_of_the_next_server()
    {
        using var directory = new TemporaryDirectory();
        Endpoint endpoint = Endpoint.Local(directory["socket"]);
        ListeningSocket listener = ServerSocket.Create().Bind(endpoint).Listen();
        listener.Dispose();
        using ListeningSocket next = ServerSocket.Create().Bind(endpoint).Listen();
        listener.Dispose();
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));
    }

    // Seen to fail with: a path that is kept relative.
    [Theory]
    [InlineData(new byte[] { (byte)'a' })]
    [InlineData(new byte[] { 0xff, 0xfe })]
    public void A_relative_path_is_removed_although_the_working_directory_changed(byte[] name)
    {
        using var directory = new TemporaryDirectory();
        byte[] inner = [.. Encoding.UTF8.GetBytes(directory.Path), (byte)'/', .. name];
        OwnThread.WithOwnFileAttributes(() =>
        {
            Assert.Equal(0, MakeDirectory([.. inner, 0], 0x1ff));
            OwnThread.ChangeDirectory(inner);
            ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Local("socket")).Listen();
            Assert.Equal(Endpoint.Local("socket"), listener.LocalEndpoint);
            OwnThread.ChangeDirectory("/"u8);
            listener.Dispose();

            // Were the file there still, bind would find the name in use.
            OwnThread.ChangeDirectory(inner);
            ServerSocket.Create().Bind(Endpoint.Local("socket")).Dispose();
        });
    }

    [Fact]
    public void A_path_of_108_bytes_is_bound_connected_and_removed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux takes a path that fills sun_path.");
        using var directory = new TemporaryDirectory();
        string path = directory[new string('x', 108 - directory.Path.Length - 1)];
        Endpoint endpoint = Endpoint.Local(path);
        Assert.Equal(108, endpoint.LocalName.Length);
        using (DatagramSocket datagrams = DatagramSocket.Bind(endpoint))
            Assert.Equal(endpoint, datagrams.LocalEndpoint);
        File.Delete(path);

        ListeningSocket listener = ServerSocket.Create().Bind(endpoint).Listen();
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));
        listener.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public void Wrong_paths_are_told_and_leave_nothing()
    {
        using var directory = new TemporaryDirectory();
        var missing = Assert.Throws<SocketOperationException>(() => ServerSocket.Create(
            new ServerSocketOptions { ReplaceStaleLocalFile = true }).Bind(Endpoint.Local(directory["no/socket"])));
        Assert.Equal("no such directory", missing.Cause);

        File.WriteAllText(directory["file"], "");
        var notDirectory = Assert.Throws<SocketOperationException>(() => ServerSocket.Create().Bind(Endpoint.Local(directory["file/socket"])));
        Assert.Contains("no directory", notDirectory.Remedy, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(directory.Path));
    }

    // Seen to fail with: Listen that does not dispose what it could not make listen.
    [Fact]
    public void When_listen_fails_the_file_is_removed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The descriptor is found in /proc.");
        using var directory = new TemporaryDirectory();
        Endpoint other = Endpoint.Local(directory["other"]);
        using ListeningSocket listener = ServerSocket.Create().Bind(other).Listen();
        BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Local(directory["socket"]));

        // A stream socket that is connected cannot listen (EINVAL); nobody but the kernel can refuse a local listen.
        byte[] address = other.ToSocketAddress().Buffer.ToArray();
        Assert.Equal(0, Connect(DescriptorOf(directory["socket"]), address, address.Length));
        var exception = Assert.Throws<SocketOperationException>(() => bound.Listen());
        Assert.Equal(SocketOperation.Listen, exception.Operation);
        Assert.Equal([directory["other"]], Directory.GetFileSystemEntries(directory.Path));
        bound.Dispose();
    }

    private static int DescriptorOf(string path)
    {
        string line = File.ReadLines("/proc/net/unix").Single(line => line.EndsWith(" " + path, StringComparison.Ordinal));
        string inode = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[6];
        foreach (string entry in Directory.GetFileSystemEntries("/proc/self/fd"))
        {
            try
            {
                if (File.ResolveLinkTarget(entry, returnFinalTarget: false)?.Name == $"socket:[{inode}]")
                    return int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // Closed by another test meanwhile.
            }
        }

        throw new InvalidOperationException("The descriptor is not there.");
    }

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Connect(int socket, byte[] address, int length);

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeDirectory(byte[] path, uint mode);
}

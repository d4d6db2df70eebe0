using System.Net.Sockets;
using SocketBasics.Tests.LocalFiles;

namespace SocketBasics.Tests.Errors;

/// <summary>Paths that lead to no server: the kernel's own number, and words for what SocketError has no name for.</summary>
public sealed class LocalPathErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("missing", SocketError.AddressNotAvailable, 2, "no such socket file; start the server first, or correct the path")]
    [InlineData("file/socket", SocketError.SocketError, 20, "a part of the path is no directory; correct the path")]
    [InlineData("circle", SocketError.SocketError, 40, "a symbolic link on the path leads in a circle; correct the link, or the path")]
    public async Task A_path_that_leads_nowhere_is_told_with_its_errno(string path, SocketError error, int errno, string text)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers are Linux's.");
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["file"], "", Token);
        File.CreateSymbolicLink(directory["circle"], directory["circle"]);
        Endpoint remote = Endpoint.Local(directory[path]);

        ConnectResult result = await ClientSocket.ConnectAsync(remote, null, Token);

        var failed = Assert.IsType<ConnectResult.Failed>(result);
        Assert.Equal(error, failed.Error);
        Assert.Equal(errno, failed.Errno);
        Assert.Equal($"connect {remote}: {text}", failed.Message);

        using DatagramSocket sender = DatagramSocket.Bind(Endpoint.Unnamed);
        var exception = await Assert.ThrowsAsync<SocketOperationException>(
            async () => await sender.SendToAsync(new byte[1], remote, Token));
        Assert.Equal(error, exception.SocketErrorCode);
        Assert.Equal(errno, exception.Errno);
        Assert.EndsWith(text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_has_its_errno()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers are Linux's.");
        using var directory = new TemporaryDirectory();
        Endpoint stale = StaleLocalFileTests.MakeStale(directory["stale"]);
        var refused = Assert.IsType<ConnectResult.Refused>(await ClientSocket.ConnectAsync(stale, null, Token));
        Assert.Equal(111, refused.Errno);
    }
}

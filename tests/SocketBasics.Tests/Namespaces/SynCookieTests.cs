namespace SocketBasics.Tests.Namespaces;

/// <summary>A kernel that answers with SYN cookies keeps nothing of the SYN (RFC 4987 section 3.6).</summary>
public sealed class SynCookieTests
{
    [Theory]
    [InlineData(1, "kept")]
    [InlineData(2, "none")]
    public async Task A_SYN_is_kept_unless_the_kernel_answers_with_cookies(int cookies, string expected)
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        // 1 is "when the queue of half-open connections overflows", 2 "always" (tcp_syncookies, ip-sysctl).
        string[] lines = await NamespaceScript.RunShellAsync(
            $"ip link set lo up; echo {cookies} > /proc/sys/net/ipv4/tcp_syncookies; exec $PROBE saved-syn");

        Assert.Equal([expected], lines);
    }
}

using System.Globalization;
using SocketBasics.Tests.Namespaces;

namespace SocketBasics.Tests.Errors;

/// <summary>A reset right after the handshake: it may come before the client has looked, or after.</summary>
public sealed class EarlyResetTests
{
    // Seen to fail with: a failed attempt that is not disposed.
    [Theory]
    [InlineData("")]
    [InlineData("through-framework")]
    public async Task A_reset_right_after_the_handshake_ends_the_connect_or_the_connection(string way)
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        string[] lines = await NamespaceScript.RunShellAsync($"ip link set lo up; $PROBE early-resets {way}");

        var counts = lines.Select(static line => line.Split('\t')).ToDictionary(
            static fields => fields[0], static fields => int.Parse(fields[1], CultureInfo.InvariantCulture));

        Assert.True(counts.Remove("sockets", out int sockets));
        Assert.Equal(0, sockets);
        Assert.All(counts.Keys, static end => Assert.True(
            end is "Connected, then ConnectionReset" or "Failed ConnectionReset", end));
        Assert.Equal(1_000, counts.Values.Sum());
    }
}

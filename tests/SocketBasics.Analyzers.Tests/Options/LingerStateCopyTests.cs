using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.LingerStateCopyAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class LingerStateCopyTests
{
    [Theory]
    [InlineData("[|socket.LingerState!.Enabled|] = true;")]
    [InlineData("[|socket.LingerState!.LingerTime|] = 10;")]
    [InlineData("[|socket.LingerState!.LingerTime|] += 10;")]
    [InlineData("[|socket.LingerState!.LingerTime|]++;")]
    [InlineData("[|client.LingerState!.Enabled|] = false;")]
    [InlineData("[|client.Client.LingerState!.Enabled|] = false;")]
    [InlineData("System.Action set = () => [|socket.LingerState!.Enabled|] = true;")]
    public Task A_member_of_the_copy_that_is_set_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("socket.LingerState = new LingerOption(true, 10);")]
    [InlineData("var option = new LingerOption(true, 10); option.LingerTime = 5; socket.LingerState = option;")]
    [InlineData("var copy = socket.LingerState!; copy.Enabled = true; socket.LingerState = copy;")]
    [InlineData("bool on = socket.LingerState!.Enabled;")]
    [InlineData("client.Client.Blocking = false;")]
    [InlineData("new Settings().LingerState.Enabled = true;")]
    public Task What_reaches_the_kernel_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class LingerOption { public bool Enabled { get; set; } }
        sealed class Socket { public LingerOption LingerState { get; } = new(); }
        class C { static void M(Socket socket) => socket.LingerState.Enabled = true; }
        """);

    private static string InMethod(string statement) => $$"""
        using System.Net.Sockets;
        sealed class Settings { public LingerOption LingerState { get; } = new(false, 0); }
        class C
        {
            static void M(Socket socket, TcpClient client)
            {
                {{statement}}
            }
        }
        """;
}

using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectResultIgnoredAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>How rules find out whether source uses the library.</summary>
public sealed class LibraryUseTests
{
    [Fact]
    public Task A_wrapper_of_another_assembly_is_flagged_though_the_source_never_names_the_library() =>
        Verify.VerifyAnalyzerAsync(
            """
            class C
            {
                static async System.Threading.Tasks.Task M() => await [|Dialer.DialAsync()|];
            }
            """,
            new()
            {
                References = [TestProject.Compile("""
                    public static class Dialer
                    {
                        public static System.Threading.Tasks.ValueTask<SocketBasics.ConnectResult> DialAsync() =>
                            SocketBasics.ClientSocket.ConnectAsync("example.com", 443);
                    }
                    """)],
            });

    // The search reads 4096 characters at a time.
    // Seen to fail with: windows that do not overlap.
    [Theory]
    [InlineData(4084)]
    [InlineData(4085)]
    [InlineData(4095)]
    [InlineData(4096)]
    public Task The_library_is_found_wherever_the_source_names_it(int position)
    {
        const string Source = """
            class C
            {
                static async System.Threading.Tasks.Task M() => await [|SocketBasics.ClientSocket.ConnectAsync("", 1)|];
            }
            """;
        int name = Source.Replace("[|", "", StringComparison.Ordinal).IndexOf("SocketBasics", StringComparison.Ordinal);
        return Verify.VerifyAnalyzerAsync(new string('\n', position - name) + Source);
    }

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;
        using Other;

        namespace Other
        {
            public sealed class ConnectResult;

            public static class ClientSocket
            {
                public static Task<ConnectResult> ConnectAsync(string host, int port) => throw new();
            }
        }

        class C
        {
            // SocketBasics is referenced and spoken of, but not meant.
            async Task M() => await ClientSocket.ConnectAsync("example.com", 443);
        }
        """);

    [Fact]
    public Task The_same_names_without_the_library_are_not_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System.Threading.Tasks;
        using SocketBasics;

        namespace SocketBasics
        {
            public sealed class ConnectResult;

            public static class ClientSocket
            {
                public static Task<ConnectResult> ConnectAsync(string host, int port) => throw new();
            }
        }

        class C
        {
            async Task M() => await ClientSocket.ConnectAsync("example.com", 443);
        }
        """,
        new() { WithLibrary = false });
}

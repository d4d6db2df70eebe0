using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectResultIgnoredAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2001: connects of a test that expects them to throw.</summary>
public sealed class ConnectExpectedToThrowTests
{
    [Theory]
    [InlineData("await Assert.ThrowsAsync<Exception>(async () => await ClientSocket.ConnectAsync(remote));")]
    [InlineData("Assert.Throws(() => { ClientSocket.ConnectAsync(Endpoint.Any(80)); });")]
    [InlineData("await ShouldThrow(async () => await ClientSocket.ConnectAsync(remote));")]
    public Task Connects_expected_to_throw_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    private static Task VerifyStatementAsync(string statement) =>
        Verify.VerifyAnalyzerAsync(ConnectSource.InMethod(statement));
}

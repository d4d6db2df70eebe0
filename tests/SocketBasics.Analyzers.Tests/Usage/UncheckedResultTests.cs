using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.UncheckedResultAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2005: connections that are taken out of results unseen.</summary>
public sealed class UncheckedResultTests
{
    private const string Connect = "await ClientSocket.ConnectAsync(remote)";

    [Theory]
    [InlineData($"var c = ([|(Connected){Connect}|]).Connection;")]
    [InlineData($"var c = ([|(Connected)({Connect}.ConfigureAwait(false))|]).Connection;")]
    [InlineData("Keep(([|(Connected)ClientSocket.ConnectAsync(remote).AsTask().Result|]).Connection);")]
    [InlineData($"var c = ([|({Connect}) as Connected|])!.Connection;")]
    [InlineData($"var r = {Connect}; var c = ([|(Connected)r|]).Connection;")]
    [InlineData($"var r = {Connect}; Keep(r.Elapsed); Keep(r.ToString()); var c = ([|r as Connected|])!.Connection;")]
    [InlineData($"var r = [|(Connected){Connect}|]; Keep(r.Elapsed); using var c = r.Connection; Keep(r.Connection);")]
    [InlineData($"var r = {Connect}; var ok = [|r as Connected|]; Keep(ok!.Connection);")]
    [InlineData($"Func<Task> f = async () => Keep(([|(Connected){Connect}|]).Connection);")]
    [InlineData($"async Task F() {{ var r = {Connect}; Keep(([|(Connected)r|]).Connection); }} await F();")]
    [InlineData("var c = ([|(Connected)await DialAsync()|]).Connection; Task<ConnectResult> DialAsync() => throw "
        + "new();")]
    [InlineData($"var r = {Connect}; Keep(r.Target); var c = ([|r as Connected|])!.Connection;")]
    [InlineData($"var r = {Connect}; Keep(r.RemoteEndpoint); var c = ([|r as Connected|])!.Connection;")]
    [InlineData($"var r = {Connect}; Keep(r.SynCount); var c = ([|r as Connected|])!.Connection;")]
    public Task A_cast_is_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"[|({Connect}).TryGetConnection(out var c)|]; await c!.SendAsync(_bytes);")]
    [InlineData($"var r = {Connect}; [|r.TryGetConnection(out Connection? c)|]; c!.Dispose();")]
    [InlineData($"Connection? c; _ = [|({Connect}).TryGetConnection(out c)|]; c!.Dispose();")]
    [InlineData($"bool unread = [|({Connect}).TryGetConnection(out var c)|]; Keep(c!.NoDelay);")]
    public Task An_ignored_answer_is_flagged(string statement) => VerifyAsync(statement);

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using SocketBasics;

        var result = await ClientSocket.ConnectAsync("example.com", 443);
        using var connection = ([|(ConnectResult.Connected)result|]).Connection;
        """,
        new() { IsProgram = true });

    [Theory]
    [InlineData($"var r = {Connect}; if (r is Connected) Keep(((Connected)r).Connection);")]
    [InlineData($"var r = {Connect}; if (r is not Connected) return; Keep(((Connected)r).Connection);")]
    [InlineData($"var r = {Connect}; if (r is Refused) return; Keep(((Connected)r).Connection);")]
    [InlineData($"var r = {Connect}; switch (r) {{ case Connected: Keep(((Connected)r).Connection); break; }}")]
    [InlineData($"var r = {Connect}; if (r.TryGetConnection(out _)) Keep(((Connected)r).Connection);")]
    [InlineData($"var r = {Connect}; if (r.GetType() == typeof(Connected)) Keep(((Connected)r).Connection);")]
    [InlineData($"var r = {Connect}; if (r.Report.Attempts.Count == 1) Keep(((Connected)r).Connection);")]
    [InlineData($"var r = {Connect}; Keep(r); Keep(((Connected)r).Connection);")]
    [InlineData($"var r = {Connect}; r.GetConnectionOrThrow(); Keep(((Connected)r).Connection);")]
    [InlineData($"var r = {Connect}; if (r is Connected) {{ r.TryGetConnection(out var c); c!.Dispose(); }}")]
    public Task A_result_that_somebody_looks_at_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"Keep((({Connect}) as Connected)?.Connection);")]
    [InlineData($"var ok = ({Connect}) as Connected; if (ok is null) return; Keep(ok.Connection);")]
    [InlineData($"var ok = ({Connect}) as Connected; if (ok != null) Keep(ok.Connection);")]
    [InlineData($"var ok = ({Connect}) as Connected; Keep(ok?.Connection);")]
    [InlineData($"if (({Connect}).TryGetConnection(out var c)) c.Dispose();")]
    [InlineData($"({Connect}).TryGetConnection(out var c); c?.Dispose();")]
    [InlineData($"({Connect}).TryGetConnection(out var c); if (c is null) return; c.Dispose();")]
    [InlineData($"({Connect}).TryGetConnection(out var c); Keep(c);")]
    [InlineData($"({Connect}).TryGetConnection(out var c); _ = HandleAsync(c!); c!.Dispose();")]
    [InlineData($"({Connect}).TryGetConnection(out var c);")]
    [InlineData($"({Connect}).TryGetConnection(out _field); _field!.Dispose();")]
    [InlineData($"bool ok = ({Connect}).TryGetConnection(out var c); if (ok) c!.Dispose();")]
    public Task A_null_that_somebody_looks_for_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("Keep(((Connected)given).Connection);")]
    [InlineData("given.TryGetConnection(out var c); c!.Dispose();")]
    [InlineData("var all = new List<ConnectResult>(); Keep(((Connected)all[0]).Connection);")]
    [InlineData("var all = new Queue<ConnectResult>(); Keep(((Connected)all.Dequeue()).Connection);")]
    [InlineData("Func<ConnectResult, ConnectResult> f = r => r; Keep(((Connected)f(given)).Connection);")]
    [InlineData("Keep(((Connected)Any<ConnectResult>()).Connection); T Any<T>() => throw new();")]
    [InlineData("Keep(((Connected)Load()).Connection); object Load() => throw new();")]
    [InlineData("Keep(((Connected)Log(given)).Connection); ConnectResult Log(ConnectResult result) => result;")]
    [InlineData($"ConnectResult r; do r = {Connect}; while (r is not Connected); Keep(((Connected)r).Connection);")]
    [InlineData($"ConnectResult r = {Connect}; r = given; Keep(((Connected)r).Connection);")]
    public Task Results_of_others_are_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"using var c = ({Connect}).GetConnectionOrThrow();")]
    [InlineData($"var ok = (Connected){Connect}; Keep(ok.Elapsed);")]
    [InlineData($"var no = (Refused){Connect}; Keep(no.Cause);")]
    [InlineData($"object o = {Connect}; Keep(((Exception)o).Message);")]
    [InlineData($"await Assert.ThrowsAsync<Exception>(async () => Keep(((Connected){Connect}).Connection));")]
    [InlineData($"try {{ Keep(((Connected){Connect}).Connection); }} catch (InvalidCastException) {{ }}")]
    public Task Other_ways_are_not_flagged(string statement) => VerifyAsync(statement);

    [Fact]
    public Task A_cast_to_a_type_of_ones_own_is_not_flagged() => Verify.VerifyAnalyzerAsync(
        OwnerSource.InMethod($"Keep(((Own)({Connect})).Connection);")
        + "class Own { public static explicit operator Own(ConnectResult result) => new(); public object? Connection => null; }");

    [Fact]
    public async Task What_the_compiler_refuses_is_not_flagged()
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(
            workspace, [OwnerSource.InMethod($"Connected ok = {Connect}; Keep(ok.Connection);")]);
        Assert.Empty(await TestProject.AnalyzeAsync(project, new UncheckedResultAnalyzer(), mustCompile: false));
    }

    [Fact]
    public async Task The_message_names_the_exception()
    {
        const string Text = "Nobody has looked whether the result is Connected: for every other outcome this ends in "
            + "{0}, which does not say why; call GetConnectionOrThrow(), or match the outcome";
        Assert.Equal(
            [Text.Replace("{0}", "InvalidCastException"), Text.Replace("{0}", "NullReferenceException")],
            await Verify.MessagesAsync(OwnerSource.InMethod(
                $"Keep(((Connected){Connect}).Connection); Keep((({Connect}) as Connected)!.Connection);")));
    }

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(OwnerSource.InMethod(
        $"var r = {Connect}; r.TryGetConnection(out var c); c!.Dispose(); var d = ((Connected){Connect}).Connection;"));

    private static Task VerifyAsync(string statement) => Verify.VerifyAnalyzerAsync(OwnerSource.InMethod(statement));
}

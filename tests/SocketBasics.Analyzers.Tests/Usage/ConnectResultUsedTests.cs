using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectResultIgnoredAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2001: results that somebody looks at, or may yet look at.</summary>
public sealed class ConnectResultUsedTests
{
    [Theory]
    [InlineData("using Connection connection = (await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();")]
    [InlineData("(await ClientSocket.ConnectAsync(remote)).GetConnectionOrThrow();")]
    [InlineData("ClientSocket.ConnectAsync(remote).AsTask().Result.GetConnectionOrThrow().Dispose();")]
    [InlineData("Console.WriteLine((await ClientSocket.ConnectAsync(remote)).Elapsed);")]
    [InlineData("if ((await ClientSocket.ConnectAsync(remote)).TryGetConnection(out var c)) c.Dispose();")]
    public Task Members_used_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("if (await ClientSocket.ConnectAsync(remote) is ConnectResult.Connected(var c)) c.Dispose();")]
    [InlineData("_ = await ClientSocket.ConnectAsync(remote) is ConnectResult.Refused;")]
    [InlineData("switch (await DialAsync(remote)) { case ConnectResult.Connected(var c): c.Dispose(); break; }")]
    [InlineData("string text = await DialAsync(remote) switch { ConnectResult.Failed f => f.Message, _ => \"\" };")]
    [InlineData("(await ClientSocket.ConnectAsync(remote)).Match(c => 1, t => 2, r => 3, u => 4, f => 5);")]
    public Task Matched_results_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("var result = await ClientSocket.ConnectAsync(remote); Console.WriteLine(result);")]
    [InlineData("ConnectResult result; result = await DialAsync(remote); result.GetConnectionOrThrow();")]
    [InlineData("var result = await ClientSocket.ConnectAsync(remote); Action show = () => Console.WriteLine(result);")]
    [InlineData("var connecting = DialAsync(remote); using var c = (await connecting).GetConnectionOrThrow();")]
    [InlineData("ConnectResult result; Console.WriteLine(result = await ClientSocket.ConnectAsync(remote));")]
    [InlineData("var result = await ClientSocket.ConnectAsync(remote); Console.WriteLine(nameof(result));")]
    [InlineData("ConnectResult? none = null; ref ConnectResult? slot = ref _field; slot = Dial(remote); slot = none;")]
    public Task A_local_that_is_read_is_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("_field = await ClientSocket.ConnectAsync(remote);")]
    [InlineData("Property = await ClientSocket.ConnectAsync(remote);")]
    [InlineData("_all[0] = await ClientSocket.ConnectAsync(remote);")]
    [InlineData("_field ??= await ClientSocket.ConnectAsync(remote);")]
    [InlineData("_ = _field = await ClientSocket.ConnectAsync(remote);")]
    [InlineData("_ = new { Result = await ClientSocket.ConnectAsync(remote) };")]
    [InlineData("(_field, Property) = (await ClientSocket.ConnectAsync(remote), Dial(remote));")]
    public Task Stored_results_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("Console.WriteLine(await ClientSocket.ConnectAsync(remote));")]
    [InlineData("_all.Add(await ClientSocket.ConnectAsync(remote));")]
    [InlineData("await Task.WhenAll(DialTaskAsync(remote), DialTaskAsync(remote));")]
    [InlineData("Keep(ClientSocket.ConnectAsync(remote)); void Keep(ValueTask<ConnectResult> connecting) { }")]
    [InlineData("_ = DialTaskAsync(remote).ContinueWith(done => Console.WriteLine(done.Result));")]
    [InlineData("_ = DialTaskAsync(remote).ContinueWith(done => done.Result);")]
    public Task Passed_on_results_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("ValueTask<ConnectResult> local() => ClientSocket.ConnectAsync(remote); _field = await local();")]
    [InlineData("async Task<ConnectResult> local() { return await DialAsync(remote); } _field = await local();")]
    [InlineData("Func<Task<ConnectResult>> dial = async () => await ClientSocket.ConnectAsync(remote);")]
    [InlineData("IEnumerable<ConnectResult> local() { yield return Dial(remote); } _all.AddRange(local());")]
    public Task Returned_results_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("var queue = new Queue<ConnectResult>(); Console.WriteLine(queue.Peek()); queue.Dequeue();")]
    [InlineData("var inbox = new Inbox(); Console.WriteLine(inbox.Peek()); inbox.Dequeue();")]
    [InlineData("Interlocked.Exchange(ref _field, null);")]
    [InlineData("Log(_all[0]);")]
    [InlineData("Log((object)_all[0]);")]
    [InlineData("var connecting = DialTaskAsync(remote); await connecting.WaitAsync(token); Log(connecting.Result);")]
    [InlineData("var connecting = DialTaskAsync(remote); await Task.WhenAny(connecting); _all.Add(await connecting);")]
    public Task Calls_that_hand_back_what_exists_are_not_flagged(string statement) => VerifyStatementAsync(statement);

    private static Task VerifyStatementAsync(string statement) =>
        Verify.VerifyAnalyzerAsync(ConnectSource.InMethod(statement));
}

using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectResultIgnoredAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2001: connects of a test that expects them to throw, for a canceled token for example.</summary>
public sealed class ConnectExpectedToThrowTests
{
    private const string Lambda = "async () => await ClientSocket.ConnectAsync(remote)";
    private const string Flagged = "async () => await [|ClientSocket.ConnectAsync(remote)|]";

    // The assertions of xunit, NUnit, MSTest, Shouldly and FluentAssertions, as far as a rule can tell them apart.
    private const string Assertions = """
        static class Assert
        {
            public static async Task<T> ThrowsAsync<T>(Func<Task> action) { await action(); return default!; }
            public static void True(bool value) { }
            public static void Throws(Action action) => action();
            public static Task CatchAsync<T>(Func<Task> action) => action();
            public static Task DoesNotThrowAsync(Func<Task> action) => action();
        }

        static class Record
        {
            public static async Task<Exception?> ExceptionAsync(Func<Task> action) { await action(); return null; }
        }

        static class Should
        {
            public static Task ThrowAsync<T>(Func<Task> action) => action();
            public static Task NotThrowAsync(Func<Task> action) => action();
        }

        sealed class Subject(Delegate action)
        {
            public Task ThrowAsync<T>() => (Task)action.DynamicInvoke()!;
            public Task NotThrowAsync() => (Task)action.DynamicInvoke()!;
            public void Throw<T>() => action.DynamicInvoke();
        }

        static class Fluent
        {
            public static Func<Task> Awaiting(Func<Task> action) => action;
            public static Func<Task<T>> Awaiting<T>(Func<Task<T>> action) => action;
            public static Action Invoking(Action action) => action;
            public static bool Run(Func<Task> action) => action().IsCompleted;
            public static void ThrowIfFalse(this bool value) { }
            public static void ThrowUnless(this bool value, bool other) { }
            public static Subject Should(this Delegate action) => new(action);
            public static Task ShouldThrowAsync<T>(this Func<Task> action) => action();
        }
        """;

    [Theory]
    [InlineData($"await Assert.ThrowsAsync<Exception>({Lambda});")]
    [InlineData($"await Assert.CatchAsync<Exception>({Lambda});")]
    [InlineData("Assert.Throws(() => { ClientSocket.ConnectAsync(Endpoint.Any(80)); });")]
    [InlineData($"Exception? thrown = await Record.ExceptionAsync({Lambda});")]
    [InlineData($"await Should.ThrowAsync<Exception>({Lambda});")]
    [InlineData("await Assert.ThrowsAsync<Exception>(() => Task.Run(async () => { await DialAsync(remote); }));")]
    public Task A_lambda_given_to_an_assertion_is_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData($"await Fluent.Awaiting({Lambda}).Should().ThrowAsync<Exception>();")]
    [InlineData("await Fluent.Awaiting(async () => { await DialAsync(remote); }).Should().ThrowAsync<Exception>();")]
    [InlineData($"await new Func<Task>({Lambda}).Should().ThrowAsync<Exception>();")]
    [InlineData($"await ((Func<Task>)({Lambda})).Should().ThrowAsync<Exception>().ConfigureAwait(false);")]
    [InlineData($"await ((Func<ValueTask>)({Lambda})).Should().ThrowAsync<Exception>();")]
    [InlineData($"await ((Func<Task>)({Lambda})).ShouldThrowAsync<Exception>();")]
    [InlineData("Fluent.Invoking(() => { Dial(remote); }).Should().Throw<Exception>();")]
    public Task A_lambda_that_a_chain_asserts_is_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData($"Func<Task> act = {Lambda}; await act.Should().ThrowAsync<Exception>();")]
    [InlineData($"Func<ValueTask> act = {Lambda}; await act.Should().ThrowAsync<Exception>();")]
    [InlineData("Action act = () => Dial(remote); act.Should().Throw<Exception>();")]
    [InlineData($"Func<Task> act; act = {Lambda}; await Assert.ThrowsAsync<Exception>(act);")]
    [InlineData($"Func<Task> act = {Lambda}; await Assert.ThrowsAsync<Exception>(() => act());")]
    [InlineData($"var act = Fluent.Awaiting((Func<Task>)({Lambda})); await Should.ThrowAsync<Exception>(act);")]
    public Task A_local_that_is_asserted_is_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("await Assert.ThrowsAsync<Exception>(Act); async Task Act() => await DialAsync(remote);")]
    [InlineData("await Assert.ThrowsAsync<Exception>(() => Act()); async Task Act() => await DialAsync(remote);")]
    [InlineData("await Should.ThrowAsync<Exception>(Fluent.Awaiting(F)); async Task F() => await DialAsync(remote);")]
    [InlineData("Func<Task> f = F; await f.ShouldThrowAsync<Exception>(); async Task F() => await DialAsync(remote);")]
    public Task A_local_function_that_is_asserted_is_not_flagged(string statement) => VerifyStatementAsync(statement);

    [Theory]
    [InlineData("Func<Task> act = () => DialTaskAsync(remote);")]
    [InlineData("Func<Task> act = () => ClientSocket.ConnectAsync(remote).AsTask();")]
    [InlineData("Func<ValueTask<ConnectResult>> act = () => ClientSocket.ConnectAsync(remote);")]
    [InlineData("await Assert.ThrowsAsync<Exception>(() => ClientSocket.ConnectAsync(remote).AsTask());")]
    [InlineData("await Task.Run((Func<Task>)(() => DialTaskAsync(remote)));")]
    [InlineData($"await Fluent.Awaiting({Lambda}).Should().NotThrowAsync();")]
    public Task A_lambda_that_returns_its_task_is_not_flagged(string statement) => VerifyStatementAsync(statement);

    // No outcome of a connect throws: a test that expects no exception passes for a refusal, too.
    [Theory]
    [InlineData($"await Should.NotThrowAsync({Flagged});")]
    [InlineData($"await Assert.DoesNotThrowAsync({Flagged});")]
    [InlineData($"Func<Task> act = {Flagged}; await act.Should().NotThrowAsync();")]
    public Task A_connect_expected_not_to_throw_is_flagged(string statement) => VerifyStatementAsync(statement);

    // Seen to fail with: any call taken for an assertion; functions that mention each other followed for ever.
    [Theory]
    [InlineData($"Func<Task> act = {Flagged}; await act();")]
    [InlineData($"Func<Task> act; act = {Flagged}; await act();")]
    [InlineData($"Func<Task> act = {Flagged}; await act(); await Should.ThrowAsync<Exception>(() => Task.Delay(1));")]
    [InlineData($"Func<Task> act = {Flagged}, other = () => Task.Delay(1); await Assert.ThrowsAsync<Exception>(other); await act();")]
    [InlineData($"Func<Task> act = {Flagged}; if (act.Should() is null) await act();")]
    [InlineData($"bool done = Fluent.Run({Flagged}); done.ThrowIfFalse();")]
    [InlineData($"bool done; done = Fluent.Run({Flagged}); done.ThrowIfFalse();")]
    [InlineData($"true.ThrowUnless(Fluent.Run({Flagged}));")]
    [InlineData($"Assert.True(Fluent.Run({Flagged}));")]
    [InlineData("async Task Act() => await [|DialAsync(remote)|]; await Act();")]
    [InlineData("async Task Act() => await [|DialAsync(remote)|]; await Act(); Task Other() => Task.Delay(1); "
        + "await Assert.ThrowsAsync<Exception>(Other);")]
    [InlineData("async Task Act() { await [|DialAsync(remote)|]; await Again(); } Task Again() => Act();")]
    [InlineData($"await Assert.ThrowsAsync<Exception>(() => Task.Delay(1)); await [|DialAsync(remote)|];")]
    public Task A_delegate_that_no_assertion_gets_is_flagged(string statement) => VerifyStatementAsync(statement);

    private static Task VerifyStatementAsync(string statement) =>
        Verify.VerifyAnalyzerAsync(ConnectSource.InMethod(statement) + "\n\n" + Assertions);
}

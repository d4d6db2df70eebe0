using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.OutcomesNotHandledAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2002: switch statements that pass over a failure.</summary>
public sealed class OutcomesNotHandledTests
{
    private const string Connect = "ClientSocket.ConnectAsync(remote)";
    private const string ConnectedCase = "case Connected(var c): Use(c); break;";
    private const string AllCases = ConnectedCase
        + " case TimedOut: Use(1); break; case Refused r: Use(r); break; case Unreachable(_, _): case Failed: "
        + "Use(3); break;";

    [Theory]
    [InlineData($"[|switch|] (await {Connect}) {{ {ConnectedCase} }}")]
    [InlineData($"[|switch|] (await {Connect}.ConfigureAwait(false)) {{ {ConnectedCase} case Refused r: Use(r); "
        + $"break; }}")]
    [InlineData($"[|switch|] ({Connect}.AsTask().Result) {{ case Refused or TimedOut: Use(1); break; }}")]
    [InlineData($"[|switch|] ({Connect}.GetAwaiter().GetResult()) {{ case Failed(_, var why): Use(why); break; }}")]
    [InlineData($"[|switch|] (await DialAsync(remote)) {{ {ConnectedCase} case Failed: case null: Use(1); break; }}")]
    [InlineData($"[|switch|] (await {Connect}) {{ }}")]
    [InlineData($"[|switch|] (Unboxed(new[] {{ 1 }})) {{ {ConnectedCase} }}")]
    [InlineData($"[|switch|] (Unboxed(new List<int>())) {{ {ConnectedCase} }}")]
    public Task A_connect_whose_failures_are_passed_over_is_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"ConnectResult result = await {Connect}; [|switch|] (result) {{ {ConnectedCase} }}")]
    [InlineData($"ConnectResult result; result = await {Connect}; [|switch|] (result) {{ {ConnectedCase} case "
        + $"Failed: break; }}")]
    [InlineData($"var result = await {Connect}; [|switch|] (result) {{ {ConnectedCase} case Failed: Use(result); "
        + $"break; }}")]
    [InlineData($"[|switch|] (given) {{ {ConnectedCase} case Refused: Use(1); break; }}")]
    [InlineData($"[|switch|] (_field) {{ {ConnectedCase} case Refused: Use(1); break; }}")]
    [InlineData($"Action<ConnectResult> f = r => {{ [|switch|] (r) {{ {ConnectedCase} case TimedOut: break; }} }};")]
    [InlineData($"void F(ConnectResult r) {{ [|switch|] (r) {{ {ConnectedCase} case TimedOut: break; }} }} F(given);")]
    [InlineData($"Func<Task> f = async () => {{ [|switch|] (await {Connect}) {{ {ConnectedCase} }} }};")]
    public Task A_variable_is_flagged(string statement) => VerifyAsync(statement);

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using SocketBasics;

        [|switch|] (await ClientSocket.ConnectAsync("example.com", 443))
        {
            case ConnectResult.Connected(var connection):
                connection.Dispose();
                break;
        }
        """,
        new() { IsProgram = true });

    [Theory]
    [InlineData($"switch (await {Connect}) {{ {AllCases} }}")]
    [InlineData($"switch (await {Connect}) {{ {ConnectedCase} default: throw new Exception(); }}")]
    [InlineData($"switch (await {Connect}) {{ {ConnectedCase} default: Use(1); break; }}")]
    [InlineData($"switch (await {Connect}) {{ {ConnectedCase} case var other: Use(other); break; }}")]
    [InlineData($"switch (await {Connect}) {{ {ConnectedCase} case ConnectResult: break; }}")]
    [InlineData($"switch (await {Connect}) {{ {ConnectedCase} case not Connected: break; }}")]
    [InlineData($"switch (await {Connect}) {{ {ConnectedCase} case {{ Errno: > 0 }}: Use(1); break; }}")]
    [InlineData($"switch (await {Connect}) {{ case not null and not Refused: break; case Refused when flag: break; }}")]
    public Task Handled_outcomes_are_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"var result = await {Connect}; switch (result) {{ {ConnectedCase} }} Use(result);")]
    [InlineData($"var result = await {Connect}; Use(result); switch (result) {{ {ConnectedCase} }}")]
    [InlineData($"var result = await {Connect}; if (result is TimedOut) return; switch (result) {{ {ConnectedCase} }}")]
    [InlineData($"var task = DialAsync(remote); switch (await task) {{ {ConnectedCase} }} Use((await task).Elapsed);")]
    [InlineData($"var result = await {Connect}; ConnectResult same; Use(same = result); switch (result) {{ {ConnectedCase} }}")]
    [InlineData("if (!given.TryGetConnection(out var c)) switch (given) { case Refused: Use(1); break; case "
        + "Connected: break; }")]
    [InlineData($"switch (_field) {{ {ConnectedCase} case Refused: Use(1); break; }} Use(_field!);")]
    [InlineData($"_field = given; switch (given) {{ {ConnectedCase} case Refused: Use(1); break; }}")]
    public Task A_result_that_is_read_elsewhere_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"switch (await {Connect}) {{ case Connected(var c): Use(c); return; }} throw new Exception();")]
    [InlineData($"switch (await {Connect}) {{ case Connected(var c): Use(c); return; case Refused: throw new "
        + $"Exception(); }} Use(1);")]
    [InlineData($"if (flag) {{ switch (await {Connect}) {{ case Connected: return; }} }} Use(1);")]
    [InlineData($"while (flag) switch (await {Connect}) {{ case Connected: return; }}")]
    [InlineData($"switch (1) {{ case 1: switch (await {Connect}) {{ case Connected: return; }} Use(1); break; }}")]
    [InlineData($"switch (await {Connect}) {{ case Connected: return; case Refused r: Use(r); break; }} Use(1);")]
    [InlineData($"switch (await {Connect}) {{ case Connected: return; default: break; }} throw new Exception();")]
    [InlineData($"switch (await {Connect}) {{ case Refused: return; case TimedOut: return; }} Use(1);")]
    [InlineData($"switch (await {Connect}) {{ case Connected: while (flag) {{ break; }} return; }} Use(1);")]
    [InlineData($"Again: switch (await {Connect}) {{ case Connected: return; }} goto Again;")]
    public Task Code_that_only_the_rest_reaches_handles_it(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected: return; }}")]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected: Use(1); if (flag) break; return; }} Use(1);")]
    [InlineData($"switch (1) {{ case 1: [|switch|] (await {Connect}) {{ case Connected: return; }} break; }}")]
    [InlineData($"Func<Task> f = async () => {{ [|switch|] (await {Connect}) {{ case Connected: return; }} }}; "
        + $"Use(f);")]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected: return; }} void F() {{ }}")]
    [InlineData($"[|switch|] (await {Connect}) {{ case Refused r: Use(r); break; case TimedOut: return; }} Use(1);")]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected: return; case Refused r: Use(r); break; }}")]
    [InlineData($"async Task F() {{ [|switch|] (await {Connect}) {{ case Connected: return; }} }} await F();")]
    public Task Code_that_all_reach_or_that_is_not_there_handles_nothing(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"Connection? mine = null; switch (await {Connect}) {{ case Connected(var c): mine = c; break; }} "
        + $"Use(mine!);")]
    [InlineData($"switch (await {Connect}) {{ case Connected(var c): _connection = c; break; }}")]
    [InlineData($"int n = 0; switch (await {Connect}) {{ case Connected: n++; break; }} Use(n);")]
    [InlineData($"Connection? d; bool b = false; switch (await {Connect}) {{ case var r when flag: b = "
        + $"r.TryGetConnection(out d); break; }}")]
    [InlineData($"int n = 0; switch (await {Connect}) {{ case Connected: int.TryParse(\"1\", out n); break; }} Use(n);")]
    [InlineData($"int n = 0; switch (await {Connect}) {{ case Connected: System.Threading.Interlocked.Increment(ref n); break; }} Use(n);")]
    public Task What_the_cases_set_tells_that_there_was_none(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected(var c): c.NoDelay = true; var d = c; d = c; break; "
        + $"}}")]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected {{ Connection: var c }}: c.NoDelay = flag; _ = c; "
        + $"break; }}")]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected: int n = 0; n++; Use(n); break; }}")]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected: int n = 0; int.TryParse(\"1\", out n); Use(n); break; }}")]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected: int.TryParse(\"1\", out int n); Use(n); break; }}")]
    public Task What_the_cases_set_of_their_own_tells_nothing(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("switch (given) { case Refused { Cause: RefusedCause.Reset }: Use(1); break; }")]
    [InlineData("switch (given) { case Connected(var c): Use(c); break; }")]
    [InlineData("switch (Logged(given)) { case Connected(var c): Use(c); break; }")]
    [InlineData("switch (Unboxed(given)) { case Connected(var c): Use(c); break; }")]
    [InlineData("switch (Unboxed(many)) { case Connected(var c): Use(c); break; }")]
    [InlineData("if (given is Refused no) switch (Logged(no)) { case Connected(var c): Use(c); break; }")]
    [InlineData("switch ((ConnectResult)Boxed()) { case Connected(var c): Use(c); break; }")]
    [InlineData("foreach (var one in many) switch (one) { case TimedOut: case Refused: Use(1); break; }")]
    [InlineData("var first = many[0]; switch (first) { case TimedOut: case Refused: Use(1); break; }")]
    public Task Results_that_others_have_made_are_not_flagged_for_one_side(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("switch (text) { case Connected(var c): Use(c); break; case Refused: break; }")]
    [InlineData("switch ((given, flag)) { case (Connected, true): break; case (Refused, _): break; }")]
    [InlineData("switch (given.Report.Attempts[0].Outcome) { case AttemptOutcome.Connected: break; case "
        + "AttemptOutcome.Refused: break; }")]
    [InlineData("int n = given switch { Connected => 1, Refused => 2, _ => 3 };")]
    public Task Other_switches_are_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("case Reset: Use(1); break;")]
    [InlineData("case 5: Use(1); break;")]
    [InlineData("case (Reset): Use(1); break;")]
    [InlineData("case null or 5: Use(1); break;")]
    public async Task A_case_that_does_not_compile_may_be_any_outcome(string section)
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(
            workspace, [OutcomeSource.InMethod($"switch (given) {{ {ConnectedCase} case TimedOut: Use(2); break; {section} }}")]);
        Assert.Empty(await TestProject.AnalyzeAsync(project, new OutcomesNotHandledAnalyzer(), mustCompile: false));
    }

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using Other;
        namespace Other
        {
            abstract class ConnectResult
            {
                public class Connected : ConnectResult;
                public class Refused : ConnectResult;
            }
        }
        class C
        {
            SocketBasics.Endpoint _spoken;
            void M(ConnectResult r)
            {
                switch (r) { case ConnectResult.Connected: break; case ConnectResult.Refused: break; }
            }
        }
        """);

    // Seen to fail with: a default taken for an answer whatever it does; loops that are not looked for.
    [Theory]
    [InlineData($"[|switch|] (await {Connect}) {{ {ConnectedCase} }}", DiagnosticSeverity.Warning)]
    [InlineData($"[|switch|] (await {Connect}) {{ {ConnectedCase} default: break; }}", DiagnosticSeverity.Info)]
    [InlineData($"[|switch|] (await {Connect}) {{ case Connected: default: {{ break; }} }}", DiagnosticSeverity.Info)]
    [InlineData($"while (flag) [|switch|] (await {Connect}) {{ {ConnectedCase} }}", DiagnosticSeverity.Info)]
    [InlineData($"while (flag) {{ Func<Task> f = async () => {{ [|switch|] (await {Connect}) {{ {ConnectedCase} }} "
        + $"}}; }}", DiagnosticSeverity.Warning)]
    [InlineData($"while (flag) {{ async Task F() {{ [|switch|] (await {Connect}) {{ {ConnectedCase} }} }} await F(); }}",
        DiagnosticSeverity.Warning)]
    public async Task What_may_be_meant_is_a_suggestion(string statement, DiagnosticSeverity severity)
    {
        await VerifyAsync(statement);
        Assert.Equal([severity], await Verify.SeveritiesAsync(
            OutcomeSource.InMethod(statement.Replace("[|", "").Replace("|]", ""))));
    }

    [Theory]
    [InlineData("case Failed: break;", "TimedOut, Refused and Unreachable")]
    [InlineData("case Failed: break; case TimedOut: break;", "Refused and Unreachable")]
    [InlineData("case Failed: break; case TimedOut or Unreachable: break;", "Refused")]
    public async Task The_message_names_what_is_missing(string cases, string missing) => Assert.Equal(
        [
            $"The switch does not handle {missing}: the program goes on as if nothing had happened; "
                + "add the missing cases, or a default that throws or tells",
        ],
        await Verify.MessagesAsync(OutcomeSource.InMethod($"switch (await {Connect}) {{ {ConnectedCase} {cases} }}")));

    private static Task VerifyAsync(string statement) => Verify.VerifyAnalyzerAsync(OutcomeSource.InMethod(statement));
}

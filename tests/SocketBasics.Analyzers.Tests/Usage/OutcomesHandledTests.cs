using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpSuppressorVerifier<
    SocketBasics.Analyzers.OutcomesHandledSuppressor>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SBS0001: which of the compiler's warnings of an incomplete switch are taken back.</summary>
public sealed class OutcomesHandledTests
{
    private const string Others =
        "TimedOut => 2, Refused => 3, Unreachable => 4, Failed => 5";

    [Theory]
    [InlineData($"result switch {{ Connected => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected connected => connected.Elapsed.Minutes, {Others}, }}")]
    [InlineData($"result switch {{ Connected(var connection) => connection.RemoteEndpoint.Port, {Others} }}")]
    [InlineData($"result switch {{ Connected(Connection _) => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Connection: {{ }} c }} => c.RemoteEndpoint.Port, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Connection.NoDelay: var d }} => d ? 1 : 2, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Elapsed: TimeSpan t }} => t.Minutes, {Others} }}")]
    [InlineData("result switch { Connected => 1, TimedOut(TimeSpan _, var n) => 2, "
        + "Refused(_) => 3, Unreachable(_, _) => 4, Failed(_, string s) => 5 }")]
    [InlineData($"result switch {{ Connected(Connection) => 1, {Others} }}")]
    [InlineData("result switch { Connected => 1, TimedOut => 2, Refused => 3, Unreachable => 4, Failed(Note { Text: string }) => 5 }")]
    [InlineData("result switch { Connected => 1, TimedOut => 2, Refused => 3, Unreachable => 4, Failed(Note { Box.Value: int }) => 5 }")]
    [InlineData($"Math.Abs(result switch {{ Connected => 1, {Others} }})")]
    [InlineData($"$\"{{(result switch {{ Connected => 1, {Others} }})}}\"")]
    [InlineData($"result switch {{ Connected => 1, {Others} }} switch {{ int n => n }}")]
    public Task A_switch_over_all_outcomes_is_complete(string expression) => SuppressedAsync(expression);

    [Theory]
    [InlineData("result switch { Connected => 1, TimedOut or Refused "
        + "or Unreachable or Failed => 2 }")]
    [InlineData("result switch { Connected => 1, (TimedOut or Refused) "
        + "and { Elapsed: var e } => 2, Unreachable => 3, Failed and var f => 4 }")]
    [InlineData("result switch { not Failed and (TimedOut or Refused) => 1, "
        + "not Connected and Failed => 2, Connected => 3, Unreachable => 4 }")]
    [InlineData($"result switch {{ Connected and _ => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Elapsed: TimeSpan or {{ Ticks: 0 }} }} => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Elapsed: {{ Ticks: 0 }} or TimeSpan }} => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Elapsed: TimeSpan and var e }} => e.Minutes, {Others} }}")]
    public Task Patterns_that_combine_others_are_understood(string expression) => SuppressedAsync(expression);

    [Theory]
    [InlineData($"result switch {{ Connected when flag => 0, Connected => 1, {Others} }}")]
    [InlineData($"result switch {{ var any when flag => 0, Connected => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected => 1, Refused {{ Cause: RefusedCause.Reset }} => 2, {Others} }}")]
    public Task Arms_with_conditions_do_no_harm_beside_complete_ones(string expression) => SuppressedAsync(expression);

    [Theory]
    [InlineData($"maybe switch {{ Connected => 1, {Others}, null => 6 }}")]
    [InlineData($"maybe switch {{ Connected or null => 1, {Others} }}")]
    [InlineData($"maybe! switch {{ Connected => 1, {Others} }}")]
    [InlineData($"maybe is null ? 0 : maybe switch {{ Connected => 1, {Others} }}")]
    [InlineData($"(await ClientSocket.ConnectAsync(remote)) switch {{ Connected => 1, {Others} }}")]
    public Task A_null_that_cannot_be_or_is_handled_leaves_no_gap(string expression) => SuppressedAsync(expression);

    [Fact]
    public Task Without_nullable_annotations_null_is_nobodys_business() => Verify.VerifySuppressedAsync(
        "#nullable disable\n" + Source($"_ = maybe switch {{ Connected => 1, {Others} }};").Replace("?", ""));

    [Theory]
    [InlineData($"maybe switch {{ Connected => 1, {Others} }}", "CS8509")]
    [InlineData("maybe switch { ConnectResult any => 1 }", "CS8655")]
    [InlineData("maybe switch { ConnectResult any => 1, null when flag => 2 }", "CS8847")]
    public Task A_null_that_is_not_handled_is_a_gap(string expression, string id) => NotSuppressedAsync(expression, id);

    [Theory]
    [InlineData($"result switch {{ {Others} }}")]
    [InlineData("result switch { Connected => 1, Refused => 2, Failed => 3 }")]
    [InlineData("result switch { { Elapsed.Ticks: > 0 } => 1 }")]
    [InlineData("result switch { not Connected => 1 }")]
    public Task A_missing_outcome_is_a_gap(string expression) => NotSuppressedAsync(expression, "CS8509");

    [Theory]
    [InlineData($"result switch {{ Connected when flag => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Errno: null }} => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Elapsed: {{ Ticks: 0 }} }} => 1, {Others} }}")]
    [InlineData("result switch { Connected => 1, TimedOut => 2, Refused => 3, "
        + "Unreachable(_, System.Net.IPAddress by) => 4, Failed => 5 }")]
    [InlineData("result switch { Connected => 1, TimedOut => 2, Refused => 3, "
        + "Unreachable(_, System.Net.IPAddress) => 4, Failed => 5 }")]
    [InlineData("result switch { Connected => 1, TimedOut => 2, Refused => 3, Unreachable(_, { }) => 4, Failed => 5 }")]
    [InlineData($"result switch {{ Connected {{ Elapsed: {{ Ticks: 0 }} or {{ Ticks: 1 }} }} => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Elapsed: TimeSpan and {{ Ticks: 0 }} }} => 1, {Others} }}")]
    [InlineData($"result switch {{ Connected {{ Elapsed: {{ Ticks: 0 }} and TimeSpan }} => 1, {Others} }}")]
    [InlineData("result switch { Connected => 1, TimedOut(_, int n) => 2, Refused => 3, "
        + "Unreachable => 4, Failed => 5 }")]
    [InlineData("result switch { Connected and { Errno: null } => 1, TimedOut => 2, "
        + "Refused => 3, Unreachable => 4, Failed => 5 }")]
    public Task A_condition_leaves_a_gap(string expression) => NotSuppressedAsync(expression, "CS8509");

    [Theory]
    [InlineData("other switch { Other.Connected => 1, Other.TimedOut => 2, Other.Refused => 3, Other.Unreachable => 4, "
        + "Other.Failed => 5 }")]
    [InlineData("(object)result switch { Connected => 1, TimedOut => 2, Refused => 3, "
        + "Unreachable => 4, Failed => 5 }")]
    [InlineData("(result, flag) switch { (Connected, true) => 1, (_, false) => 2 }")]
    [InlineData("flag switch { true when result is null => 1, false => 2 }", "CS8846")]
    public Task Switches_over_other_values_are_left_alone(string expression, string id = "CS8509") =>
        NotSuppressedAsync(expression, id);

    // The SDK's own analyzer asks for a default where there is none, whatever the cases are.
    [Fact]
    public async Task The_wish_for_a_default_is_taken_back_as_well()
    {
        string complete = Source("""
            switch (result)
            {
                case Connected(var connection): connection.Dispose(); break;
                case TimedOut or Refused: break;
                case Unreachable: break;
                case Failed failed: break;
            }
            """);
        await Verify.VerifySuppressedAsync(complete, new DefaultMissingAnalyzer());
        await Verify.VerifyNotSuppressedAsync(
            complete.Replace("case Unreachable: break;", ""), "IDE0010", new DefaultMissingAnalyzer());
        await Verify.VerifyNotSuppressedAsync(
            complete.Replace("failed:", "failed when flag:"), "IDE0010", new DefaultMissingAnalyzer());
        await Verify.VerifySuppressedAsync(
            complete.Replace("(result)", "(maybe)").Replace("case Unreachable", "case null or Unreachable"),
            new DefaultMissingAnalyzer());
        await Verify.VerifySuppressedAsync(
            complete.Replace("(result)", "(maybe)").Replace("case Unreachable", "case null: case Unreachable"),
            new DefaultMissingAnalyzer());
    }

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        Source("_ = maybe switch { Connected(var c) => 1, TimedOut { Stage: var s } => 2, not null => 3 };"
            + "_ = result switch { Connected => 1, { Errno: null } and not Failed => 2 };"));

    private static Task SuppressedAsync(string expression) =>
        Verify.VerifySuppressedAsync(Source($"_ = {expression};"));

    private static Task NotSuppressedAsync(string expression, string id) =>
        Verify.VerifyNotSuppressedAsync(Source($"_ = {expression};"), id);

    private static string Source(string statement) => $$"""
        using System;
        using System.Threading.Tasks;
        using SocketBasics;
        using static SocketBasics.ConnectResult;

        class C
        {
            async Task M(ConnectResult result, ConnectResult? maybe, Endpoint remote, bool flag, Other other)
            {
                await Task.Yield();
                {{statement}}
            }
        }

        class Note { public string Text = ""; public Box<int> Box = new(); }
        class Box<T> { public T? Value = default; }
        static class Notes { public static void Deconstruct(this Failed failed, out Note note) => note = new(); }

        abstract class Other
        {
            public class Connected : Other;
            public class TimedOut : Other;
            public class Refused : Other;
            public class Unreachable : Other;
            public class Failed : Other;
        }
        """;

    /// <summary>Reports as the SDK does for a switch statement without a default.</summary>
#pragma warning disable RS1001, RS2008 // No compiler loads it, and it is no rule of ours.
    private sealed class DefaultMissingAnalyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule =
            new("IDE0010", "Populate", "Populate", "Style", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(
                static node => node.ReportDiagnostic(Diagnostic.Create(Rule, node.Node.GetFirstToken().GetLocation())),
                SyntaxKind.SwitchStatement);
        }
    }
}

using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.OutcomesHandledSuppressor,
    SocketBasics.Analyzers.CodeFixes.OutcomesHandledCodeFix>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>The fix for the compiler's CS8509.</summary>
public sealed class OutcomesHandledFixTests
{
    private const string Throw = "throw new NotImplementedException()";

    [Theory]
    [InlineData(
        "int n = given [|switch|] { Connected => 1, TimedOut or Unreachable => 2 };",
        "int n = given switch { Connected => 1, TimedOut or Unreachable => 2, "
            + $"Refused => {Throw}, Failed => {Throw} }};")]
    [InlineData(
        "int n = given [|switch|] { Connected or Refused or TimedOut => 1, Unreachable => 2, };",
        $"int n = given switch {{ Connected or Refused or TimedOut => 1, Unreachable => 2, Failed => {Throw}, }};")]
    [InlineData(
        "int n = given [|switch|] { not Refused => 1, Refused { Cause: RefusedCause.Reset } => 2 };",
        "int n = given switch { not Refused => 1, Refused { Cause: RefusedCause.Reset } => 2, "
            + $"Refused => {Throw} }};")]
    [InlineData(
        "int n = _field [|switch|] { Connected or Refused or TimedOut => 1, Unreachable or Failed => 2 };",
        "int n = _field switch { Connected or Refused or TimedOut => 1, Unreachable or Failed => 2, "
            + $"null => {Throw} }};")]
    public Task Arms_are_added_on_one_line(string before, string after) =>
        Verify.VerifyCodeFixAsync(OutcomeSource.InMethod(before), OutcomeSource.InMethod(after));

    [Fact]
    public Task Arms_are_added_each_on_its_line() => Verify.VerifyCodeFixAsync(
        OutcomeSource.InMethod("""
            Use(await DialAsync(remote) [|switch|]
                    {
                        // The best of all.
                        Connected(var c) => c.RemoteEndpoint.Port, // its port
                        TimedOut or Refused or Unreachable => 2, // no luck
                    });
            """),
        OutcomeSource.InMethod("""
            Use(await DialAsync(remote) switch
                    {
                        // The best of all.
                        Connected(var c) => c.RemoteEndpoint.Port, // its port
                        TimedOut or Refused or Unreachable => 2, // no luck
                        Failed => throw new NotImplementedException(),
                    });
            """));

    [Fact]
    public Task A_comma_is_added_where_there_was_none() => Verify.VerifyCodeFixAsync(
        OutcomeSource.InMethod("""
            Use(given [|switch|]
                    {
                        Connected => 1,
                        TimedOut or Refused => 2 // no luck
                    });
            """),
        OutcomeSource.InMethod("""
            Use(given switch
                    {
                        Connected => 1,
                        TimedOut or Refused => 2, // no luck
                        Unreachable => throw new NotImplementedException(),
                        Failed => throw new NotImplementedException()
                    });
            """));

    [Theory]
    [InlineData("int n = text [|switch|] { Connected => 1, Refused => 2 };")]
    [InlineData("int n = given [|switch|] { };")]
    [InlineData("int n = given [|switch|] { Refused { Errno: null } => 1, Refused { Errno: not null } => 2, not "
        + "Refused and not Failed => 3 };")]
    public Task No_fix_is_offered_where_it_would_not_do(string statement) =>
        Verify.VerifyNoCodeFixAsync(OutcomeSource.InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        OutcomeSource.InMethod("""
            int n = given switch { not Failed => 1 };
                    int m = given switch { not Refused => 2 };
            """),
        OutcomeSource.InMethod($$"""
            int n = given switch { not Failed => 1, Failed => {{Throw}} };
                    int m = given switch { not Refused => 2, Refused => {{Throw}} };
            """));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(OutcomeSource.InMethod(
        "int n = given switch { Connected(var c) => 1, TimedOut { Errno: null } when flag => 2 };"));
}

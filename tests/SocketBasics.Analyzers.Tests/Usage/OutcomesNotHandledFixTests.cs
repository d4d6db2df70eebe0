using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.OutcomesNotHandledAnalyzer,
    SocketBasics.Analyzers.CodeFixes.OutcomesNotHandledCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class OutcomesNotHandledFixTests
{
    [Fact]
    public Task Missing_cases_are_added_before_the_default() => Verify.VerifyCodeFixAsync(
        OutcomeSource.InMethod("""
            [|switch|] (await DialAsync(remote)) // why
                    {
                        case Connected(var c):
                            Use(c);
                            break;

                        // Nobody there.
                        case Refused:
                            Use(1);
                            break;
                        default: // Nothing.
                            break;
                    }
            """),
        OutcomeSource.InMethod("""
            switch (await DialAsync(remote)) // why
                    {
                        case Connected(var c):
                            Use(c);
                            break;

                        // Nobody there.
                        case Refused:
                            Use(1);
                            break;
                        case TimedOut:
                            throw new NotImplementedException();
                        case Unreachable:
                            throw new NotImplementedException();
                        case Failed:
                            throw new NotImplementedException();
                        default: // Nothing.
                            break;
                    }
            """));

    [Fact]
    public Task Names_are_written_out_where_they_must_be() => Verify.VerifyCodeFixAsync(
        """
        class C
        {
            void M(SocketBasics.ConnectResult result)
            {
                [|switch|] (result)
                {
                    case SocketBasics.ConnectResult.Connected:
                    case SocketBasics.ConnectResult.TimedOut:
                    case SocketBasics.ConnectResult.Unreachable:
                    case SocketBasics.ConnectResult.Failed:
                        break;
                }
            }
        }
        """,
        """
        class C
        {
            void M(SocketBasics.ConnectResult result)
            {
                switch (result)
                {
                    case SocketBasics.ConnectResult.Connected:
                    case SocketBasics.ConnectResult.TimedOut:
                    case SocketBasics.ConnectResult.Unreachable:
                    case SocketBasics.ConnectResult.Failed:
                        break;
                    case SocketBasics.ConnectResult.Refused:
                        throw new System.NotImplementedException();
                }
            }
        }
        """);

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        OutcomeSource.InMethod("""
            switch (await DialAsync(remote))
                    {
                        case not (Failed or Refused):
                            break;
                    }
                    switch (await DialAsync(remote))
                    {
                        case not (Failed or Unreachable):
                            break;
                    }
            """),
        OutcomeSource.InMethod("""
            switch (await DialAsync(remote))
                    {
                        case not (Failed or Refused):
                            break;
                        case Refused:
                            throw new NotImplementedException();
                        case Failed:
                            throw new NotImplementedException();
                    }
                    switch (await DialAsync(remote))
                    {
                        case not (Failed or Unreachable):
                            break;
                        case Unreachable:
                            throw new NotImplementedException();
                        case Failed:
                            throw new NotImplementedException();
                    }
            """));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(OutcomeSource.InMethod(
        "switch (await DialAsync(remote)) { case Connected(var c) when flag: Use(c); break; default: break; }"));
}

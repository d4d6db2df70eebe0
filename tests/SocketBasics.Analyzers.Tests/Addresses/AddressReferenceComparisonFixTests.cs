using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.AddressReferenceComparisonAnalyzer,
    SocketBasics.Analyzers.CodeFixes.AddressReferenceComparisonCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AddressReferenceComparisonFixTests
{
    [Theory]
    [InlineData("bool b = /* is */ [|address == IPAddress.Any|] /* it */; // why", "bool b = /* is */ address.Equals(IPAddress.Any) /* it */; // why")]
    [InlineData("bool b = [|endPoint.Address != address|];", "bool b = !endPoint.Address.Equals(address);")]
    [InlineData("bool b = [|maybe == address|];", "bool b = object.Equals(maybe, address);")]
    [InlineData("bool b = [|maybe != address|] && true;", "bool b = !object.Equals(maybe, address) && true;")]
    [InlineData("bool b = [|(maybe ?? address) == address|];", "bool b = object.Equals((maybe ?? address), address);")]
    public Task Equals_takes_the_place_of_the_operator(string before, string after) => Verify.VerifyCodeFixAsync(InMethod(before), InMethod(after));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("bool b = address == IPAddress.Any || maybe != address;"),
        InMethod("bool b = address.Equals(IPAddress.Any) || !object.Equals(maybe, address);"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod("bool b = address == IPAddress.Any;"));

    private static string InMethod(string statement) => $$"""
        using System.Net;
        class C
        {
            static void M(IPAddress address, IPAddress? maybe, IPEndPoint endPoint)
            {
                {{statement}}
            }
        }
        """;
}

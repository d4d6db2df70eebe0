using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.OffsetWithWholeLengthAnalyzer,
    SocketBasics.Analyzers.CodeFixes.OffsetWithWholeLengthCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class OffsetWithWholeLengthFixTests
{
    [Theory]
    [InlineData(
        "stream.Write(buffer, length, /* all */ [|buffer.Length|]); // why",
        "stream.Write(buffer, length, /* all */ buffer.Length - length); // why")]
    [InlineData("stream.Write(buffer, length + 1, [|buffer.Length|]);", "stream.Write(buffer, length + 1, buffer.Length - (length + 1));")]
    [InlineData("stream.Write(buffer, 4, [|buffer.Length|]);", "stream.Write(buffer, 4, buffer.Length - 4);")]
    [InlineData(
        "int all = buffer.Length; stream.Write(buffer, length, [|all|]);",
        "int all = buffer.Length; stream.Write(buffer, length, all - length);")]
    [InlineData(
        "socket.Send(size: [|buffer.Length|], buffer: buffer, offset: length, socketFlags: 0);",
        "socket.Send(size: buffer.Length - length, buffer: buffer, offset: length, socketFlags: 0);")]
    public Task The_offset_is_subtracted(string before, string after) =>
        Verify.VerifyCodeFixAsync(BytesSource.InMethod(before), BytesSource.InMethod(after));

    [Theory]
    [InlineData("stream.Write(buffer, length++, [|buffer.Length|]);")]
    [InlineData("stream.Write(buffer, Math.Max(1, length), [|buffer.Length|]);")]
    public Task What_would_be_said_twice_gets_no_fix(string statements) =>
        Verify.VerifyNoCodeFixAsync(BytesSource.InMethod(statements));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        BytesSource.InMethod("stream.Write(buffer, length, buffer.Length); socket.Receive(buffer, length, buffer.Length, 0);"),
        BytesSource.InMethod(
            "stream.Write(buffer, length, buffer.Length - length); socket.Receive(buffer, length, buffer.Length - length, 0);"));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(BytesSource.InMethod("stream.Write(buffer, length, buffer.Length);"));
}

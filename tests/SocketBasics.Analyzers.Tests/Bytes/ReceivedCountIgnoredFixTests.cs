using Microsoft.CodeAnalysis.CodeFixes;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ReceivedCountIgnoredAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ReceivedCountIgnoredCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ReceivedCountIgnoredFixTests
{
    [Theory]
    [InlineData(
        "await [|stream.ReadAsync(buffer, 0, 24, token)|].ConfigureAwait(false); // header",
        "await stream.ReadExactlyAsync(buffer, 0, 24, token).ConfigureAwait(false); // header")]
    [InlineData("_ = [|stream.Read(buffer, 0, 4)|];", "stream.ReadExactly(buffer, 0, 4);")]
    [InlineData("_ = await [|network.ReadAsync(memory)|];", "await network.ReadExactlyAsync(memory);")]
    [InlineData("some?[|.Read(buffer, 0, 4)|];", "some?.ReadExactly(buffer, 0, 4);")]
    [InlineData("int n = [|network.Read(buffer, 0, 4)|]; // why", "network.ReadExactly(buffer, 0, 4); // why")]
    public Task A_stream_is_read_exactly(string before, string after) =>
        Verify.VerifyCodeFixAsync(BytesSource.InMethod(before), BytesSource.InMethod(after));

    [Theory]
    [InlineData(
        "[|socket.Receive(buffer)|]; string s = Encoding.UTF8.GetString(buffer); Use(s);",
        "int received = socket.Receive(buffer); string s = Encoding.UTF8.GetString(buffer, 0, received); Use(s);")]
    [InlineData(
        "_ = await [|socket.ReceiveAsync(buffer)|].ConfigureAwait(false); socket.Send(buffer); socket.Send(buffer, SocketFlags.None);",
        "int received = await socket.ReceiveAsync(buffer).ConfigureAwait(false); socket.Send(buffer.AsSpan(0, received)); socket.Send(buffer.AsSpan(0, received), SocketFlags.None);")]
    [InlineData(
        "int n = [|socket.Receive(buffer)|]; Use(Encoding.UTF8.GetString(buffer));",
        "int n = socket.Receive(buffer); Use(Encoding.UTF8.GetString(buffer, 0, n));")]
    [InlineData(
        "await [|connection.ReceiveAsync(memory)|]; await connection.SendAsync(memory);",
        "int received = await connection.ReceiveAsync(memory); await connection.SendAsync(memory.Slice(0, received));")]
    [InlineData(
        "_ = await [|network.ReadAsync(buffer)|]; await network.WriteAsync(buffer, token);",
        "int received = await network.ReadAsync(buffer); await network.WriteAsync(buffer.AsMemory(0, received), token);")]
    public Task The_count_is_used_where_all_of_the_buffer_was(string before, string after) =>
        Verify.VerifyCodeFixAsync(BytesSource.InMethod(before), BytesSource.InMethod(after));

    [Theory]
    [InlineData("[|socket.Receive(buffer)|];")]
    [InlineData("[|socket.Receive(buffer)|]; Parse(buffer, 4);")]
    [InlineData("maybe?[|.Receive(buffer)|]; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("if (length > 0) [|socket.Receive(buffer)|]; Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("try { [|socket.Receive(buffer)|]; } catch { } Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("[|socket.ReceiveAsync(buffer)|].Wait(); Use(Encoding.UTF8.GetString(buffer));")]
    [InlineData("_ = [|stream.ReadAsync(buffer, 0, 4)|].Result;")]
    [InlineData("_ = [|stream.ReadAsync(buffer, 0, 4)|];")]
    [InlineData("network.BeginRead(buffer, 0, 4, result => [|network.EndRead(result)|], null);")]
    [InlineData("Action read = () => { int n; n = [|network.Read(buffer, 0, 4)|]; };")]
    public Task Where_it_is_not_plain_what_is_meant_there_is_no_fix(string statement) =>
        Verify.VerifyNoCodeFixAsync(BytesSource.InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        BytesSource.InMethod("""
            socket.Receive(buffer);
                    Use(Encoding.UTF8.GetString(buffer));
                    if (length > 0)
                    {
                        socket.Receive(buffer);
                        Use(Encoding.UTF8.GetString(buffer));
                    }

                    _ = stream.Read(buffer, 0, 4);
            """),
        BytesSource.InMethod("""
            int received = socket.Receive(buffer);
                    Use(Encoding.UTF8.GetString(buffer, 0, received));
                    if (length > 0)
                    {
                        int received2 = socket.Receive(buffer);
                        Use(Encoding.UTF8.GetString(buffer, 0, received2));
                    }

                    stream.ReadExactly(buffer, 0, 4);
            """));

    [Fact]
    public Task Top_level_statements_are_fixed() => Verify.VerifyCodeFixAsync(
        """
        using System.Net.Sockets;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var line = new byte[100];
        [|socket.Receive(line)|];
        System.Console.WriteLine(System.Text.Encoding.ASCII.GetString(line));
        """,
        """
        using System.Net.Sockets;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var line = new byte[100];
        int received = socket.Receive(line);
        System.Console.WriteLine(System.Text.Encoding.ASCII.GetString(line, 0, received));
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(BytesSource.InMethod(
        "socket.Receive(buffer); Use(Encoding.UTF8.GetString(buffer)); await some!.ReadAsync(buffer, 0, 4).ConfigureAwait(false);"));
}

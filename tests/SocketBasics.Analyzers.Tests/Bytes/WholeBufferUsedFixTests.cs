using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.WholeBufferUsedAnalyzer,
    SocketBasics.Analyzers.CodeFixes.WholeBufferUsedCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class WholeBufferUsedFixTests
{
    [Theory]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer /* all */)|]); // why", "Use(Encoding.UTF8.GetString(buffer, 0, n)); // why")]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer, 0, buffer.Length)|]);", "Use(Encoding.UTF8.GetString(buffer, 0, n));")]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer.AsSpan())|]);", "Use(Encoding.UTF8.GetString(buffer.AsSpan().Slice(0, n)));")]
    [InlineData("Use([|new MemoryStream(buffer)|]);", "Use(new MemoryStream(buffer, 0, n));")]
    [InlineData("[|socket.Send(buffer)|];", "socket.Send(buffer.AsSpan(0, n));")]
    [InlineData("[|socket.Send(buffer, buffer.Length, 0)|];", "socket.Send(buffer, n, 0);")]
    [InlineData("[|stream.Write(buffer)|];", "stream.Write(buffer.AsSpan(0, n));")]
    [InlineData("await [|network.WriteAsync(buffer)|];", "await network.WriteAsync(buffer.AsMemory(0, n));")]
    [InlineData("await [|connection.SendAsync(buffer, token)|];", "await connection.SendAsync(buffer.AsMemory(0, n), token);")]
    [InlineData("Use([|new UTF8Encoding().GetChars(buffer)|]);", "Use(new UTF8Encoding().GetChars(buffer, 0, n));")]
    [InlineData("Use([|Encoding.UTF8.GetString(buffer)|]); n = 0;", "Use(Encoding.UTF8.GetString(buffer, 0, n)); n = 0;")]
    public Task The_count_is_used(string before, string after)
    {
        const string Read = "int n = socket.Receive(buffer); if (n == 0) return; ";
        return Verify.VerifyCodeFixAsync(BytesSource.InMethod(Read + before), BytesSource.InMethod(Read + after));
    }

    [Theory]
    [InlineData(
        "network.Read(buffer, 0, 85); Use([|Encoding.UTF8.GetString(buffer)|]);",
        "int received = network.Read(buffer, 0, 85); Use(Encoding.UTF8.GetString(buffer, 0, received));")]
    [InlineData(
        "await network.ReadAsync(buffer); Use([|Encoding.UTF8.GetString(buffer)|]); Use([|Encoding.ASCII.GetString(buffer)|]);",
        "int received = await network.ReadAsync(buffer); Use(Encoding.UTF8.GetString(buffer, 0, received)); Use(Encoding.ASCII.GetString(buffer, 0, received));")]
    [InlineData(
        "int n; n = socket.Receive(buffer); if (n == 0) return; [|socket.Send(buffer)|];",
        "int n; n = socket.Receive(buffer); if (n == 0) return; socket.Send(buffer.AsSpan(0, n));")]
    public Task A_count_is_given_a_name_and_used_by_all(string before, string after) =>
        Verify.VerifyCodeFixAsync(BytesSource.InMethod(before), BytesSource.InMethod(after));

    [Theory]
    [InlineData("if (socket.Receive(buffer) > 0) [|socket.Send(buffer)|];")]
    [InlineData("int n = socket.Receive(buffer); if (n == 0) return; await [|socket.SendAsync(new ArraySegment<byte>(buffer))|];")]
    [InlineData("int n = socket.Receive(buffer); if (n == 0) return; Use([|new MemoryStream(buffer, false)|]);")]
    [InlineData("int n = socket.Receive(buffer); if (n == 0) return; Use([|Encoding.UTF8.GetString(bytes: buffer)|]);")]
    [InlineData("int n = socket.Receive(buffer); if (n == 0) return; n = 0; [|socket.Send(buffer)|];")]
    [InlineData("int n = socket.Receive(buffer); if (n == 0) return; await [|SocketTaskExtensions.SendAsync(socket, buffer, SocketFlags.None)|];")]
    public Task Without_a_count_or_a_way_to_pass_it_there_is_no_fix(string statements) =>
        Verify.VerifyNoCodeFixAsync(BytesSource.InMethod(statements));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        BytesSource.InMethod("""
            await network.ReadAsync(buffer);
                    Use(Encoding.UTF8.GetString(buffer));
                    Use(Encoding.ASCII.GetString(buffer));
                    if (length > 0)
                    {
                        network.Read(buffer);
                        network.Write(buffer);
                    }
            """),
        BytesSource.InMethod("""
            int received = await network.ReadAsync(buffer);
                    Use(Encoding.UTF8.GetString(buffer, 0, received));
                    Use(Encoding.ASCII.GetString(buffer, 0, received));
                    if (length > 0)
                    {
                        int received2 = network.Read(buffer);
                        network.Write(buffer.AsSpan(0, received2));
                    }
            """));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(BytesSource.InMethod(
        "network.Read(buffer); Use(Encoding.UTF8.GetString(buffer)); int n = socket.Receive(buffer); if (n > 0) socket.Send(buffer, 0, buffer.Length, 0);"));
}

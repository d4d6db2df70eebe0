using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.MovedStateUsedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2007: objects that have not moved, may not have moved, or may still do what they are asked.</summary>
public sealed class StateNotMovedTests
{
    [Theory]
    [InlineData("using var l = ServerSocket.Create().Bind(a).Listen(); using var m = "
        + "ServerSocket.Create().Bind(a).Listen();")]
    [InlineData("using var b = server.Bind(a); using var l = b.Listen(); l.Listen(5); l.Listen(6);")]
    [InlineData("server.Bind(a); server.Dispose();")]
    [InlineData("bound.Listen(); Use(bound.LocalEndpoint); bound.Dispose(); await bound.DisposeAsync();")]
    [InlineData("using (bound) bound.Listen();")]
    [InlineData("await using var b = server.Bind(a); b.Listen();")]
    [InlineData("connection.AsStream(); connection.AsStream(); connection.ShutdownSend(); await "
        + "connection.CloseAsync(default);")]
    [InlineData("connection.AsPipe(); connection.AsPipe(); connection.Abort(); Use(connection.NoDelay);")]
    [InlineData("await connection.SendAsync(_bytes); using var s = connection.AsStream(); connection.Dispose();")]
    [InlineData("server.Bind(a); var other = Fresh(); other.Bind(a);")]
    public Task What_is_allowed_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("if (flag) server.Bind(a); server.Bind(a);")]
    [InlineData("if (flag) server.Bind(a); else server.Bind(a);")]
    [InlineData("if (flag) { server.Bind(a); return; } server.Bind(a);")]
    [InlineData("var b = flag ? server.Bind(a) : server.Bind(default);")]
    [InlineData("switch (a.Port) { case 1: server.Bind(a); break; } server.Bind(a);")]
    [InlineData("if (flag && server.Bind(a) is { } b) Use(b); else server.Bind(a);")]
    [InlineData("object? b = flag ? null : server.Bind(a); b ??= server.Bind(a);")]
    [InlineData("if (flag) goto Done; server.Bind(a); return; Done: server.Bind(a);")]
    [InlineData("server.Bind(a); return; server.Bind(a);")]
    [InlineData("return; server.Bind(a); server.Bind(a);")]
    public Task Another_way_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) server.Bind(a);")]
    [InlineData("while (flag) { server.Bind(a); }")]
    [InlineData("foreach (var s in new[] { server }) s.Bind(a);")]
    [InlineData("for (int i = 0; i < 3; i++) { var s = Fresh(); s.Bind(a); }")]
    [InlineData("for (int i = 0; i < 3; i++) { server.Bind(a); server = Fresh(); }")]
    [InlineData("while (flag) { if (a.Port == 1) server.Bind(a); } server.Bind(a);")]
    [InlineData("do { if (flag) break; server.Bind(a); } while (!flag); server.Bind(a);")]
    [InlineData("BoundServerSocket? b = null; for (int p = 1; b is null; p++) try { b = server.Bind(a); } catch "
        + "(SocketOperationException) { }")]
    public Task A_loop_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("try { server.Bind(a); } catch (SocketOperationException) { server.Bind(a); }")]
    [InlineData("try { Use(1); server.Bind(a); } finally { server.Bind(a); }")]
    [InlineData("try { server.Bind(a); } catch (ArgumentException) { } server.Bind(a);")]
    [InlineData("try { server.Bind(a); } catch (Exception) when (server.Bind(a) is null) { }")]
    [InlineData("server.Bind(a); try { server = Fresh(); Use(1); } catch (ArgumentException) { server.Bind(a); }")]
    [InlineData("server.Bind(a); try { Use(1); } finally { server = Fresh(); } server.Bind(a);")]
    [InlineData("try { Use(1); } catch { try { server.Bind(a); } finally { Use(2); } }")]
    [InlineData("try { try { server.Bind(a); } finally { Use(1); } } catch (ArgumentException) { server.Bind(a); }")]
    [InlineData("server.Bind(a); try { server.Bind(a); } catch (InvalidOperationException) { }")]
    public Task An_exception_may_have_come_first(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("server.Bind(a); server = Fresh(); server.Bind(a);")]
    [InlineData("server.Bind(a); (server, var x) = (Fresh(), 1); server.Bind(a);")]
    [InlineData("server.Bind(a); Make(out server); server.Bind(a);")]
    [InlineData("server.Bind(a); Replace(ref server); server.Bind(a);")]
    [InlineData("server.Bind(a); if (Fresh() is var other) { other.Bind(a); }")]
    [InlineData("ServerSocket? s = server; s.Bind(a); s = null; s ??= Fresh(); s.Bind(a);")]
    [InlineData("server.Bind(a); ref ServerSocket same = ref server; same = Fresh(); server.Bind(a);")]
    [InlineData("ref ServerSocket same = ref server; same.Bind(a); server = Fresh(); same.Bind(a);")]
    [InlineData("var other = Fresh(); ref ServerSocket same = ref other; same = ref server; server.Bind(a); same = Fresh(); server.Bind(a);")]
    [InlineData("for (int i = 0; i < 2; i++) if (Fresh() is { } s) { s.Bind(a); }")]
    [InlineData("for (int i = 0; i < 2; i++) { Make(out var s); s.Bind(a); }")]
    public Task A_variable_with_a_new_object_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("server.Bind(a); Action f = () => server.Bind(a);")]
    [InlineData("Action f = () => server.Bind(a); server.Bind(a);")]
    [InlineData("server.Bind(a); Action f = () => server = Fresh(); f(); server.Bind(a);")]
    [InlineData("server.Bind(a); Renew(); server.Bind(a); void Renew() => server = Fresh();")]
    [InlineData("server.Bind(a); void F() { server.Bind(a); } F();")]
    [InlineData("Assert.Throws<Exception>(() => { server.Bind(a); server.Bind(a); });")]
    [InlineData("Assert.Throws<Exception>(() => { var mine = Fresh(); mine.Bind(a); mine.Bind(a); });")]
    public Task A_variable_of_two_functions_is_not_flagged(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("_server.Bind(a); _server.Bind(a);")]
    [InlineData("var all = new[] { server }; all[0].Bind(a); all[0].Bind(a);")]
    [InlineData("server?.Bind(a); server?.Bind(a);")]
    [InlineData("var same = server; same.Bind(a); server.Bind(a);")]
    public Task What_is_no_variable_is_not_followed(string statement) => VerifyAsync(statement);

    [Fact]
    public Task A_variable_whose_address_is_taken_is_not_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using SocketBasics;
        unsafe class C
        {
            #pragma warning disable CS8500
            static void M(ServerSocket s) { ServerSocket* p = &s; s.Bind(default); *p = ServerSocket.Create(); s.Bind(default); }
        }
        """,
        new() { IsUnsafe = true });

    [Fact]
    public Task More_than_sixty_four_variables_are_not_followed() => VerifyAsync(string.Concat(
        Enumerable.Range(0, 65).Select(i => $"var s{i} = Fresh(); s{i}.Bind(a); s{i}.Bind(a); ")));

    [Fact]
    public Task The_move_of_a_captured_variable_is_not_that_of_the_last_of_sixty_four() => VerifyAsync(
        string.Concat(Enumerable.Range(0, 64).Select(i => $"var s{i} = Fresh(); "))
        + "Action look = () => Use(server); server.Bind(a); "
        + string.Concat(Enumerable.Range(0, 64).Select(i => $"s{i}.Bind(a); ")));

    [Fact]
    public Task Variables_by_reference_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using SocketBasics;

        class C
        {
            // Another thread, or the caller, may write.
            static void M(ref ServerSocket s, in ServerSocket t)
            {
                s.Bind(default); s.Bind(default);
                t.Bind(default); t.Bind(default);
            }
        }
        """);

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using Other;

        namespace Other
        {
            public sealed class ServerSocket { public void Bind(int port) { } }
        }

        class C
        {
            SocketBasics.Endpoint _spoken;
            void M(ServerSocket server) { server.Bind(1); server.Bind(2); }
        }
        """);

    private static Task VerifyAsync(string statement) => Verify.VerifyAnalyzerAsync(StateSource.InMethod(statement));
}

using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ConnectionNotDisposedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>SB2003: sockets that somebody disposes, or may dispose.</summary>
public sealed class ConnectionDisposedTests
{
    private const string Accept = "await listener.AcceptAsync()";
    private const string Connect = "await ClientSocket.ConnectAsync(remote)";
    private const string Used = $"var r = {Connect}; if (r.TryGetConnection(out var used)) used.ShutdownSend();";

    [Theory]
    [InlineData($"using var c = {Accept}; await c.SendAsync(_bytes);")]
    [InlineData($"await using Connection c = {Accept}; await c.SendAsync(_bytes);")]
    [InlineData($"using (var c = {Accept}) await c.SendAsync(_bytes);")]
    [InlineData($"var c = {Accept}; using (c) await c.SendAsync(_bytes);")]
    [InlineData($"var c = {Accept}; await using (c.ConfigureAwait(false)) await c.SendAsync(_bytes);")]
    [InlineData($"var c = {Accept}; using var same = c; await c.SendAsync(_bytes);")]
    [InlineData($"using var c = ({Connect}).GetConnectionOrThrow();")]
    [InlineData("using var l = ServerSocket.Create().Bind(remote).Listen();")]
    public Task By_using(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); c.Dispose();")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); await c.DisposeAsync();")]
    [InlineData($"Connection? c = {Accept}; c.ShutdownSend(); c?.Dispose();")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); ((IDisposable)c).Dispose();")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); (c as IDisposable)?.Dispose();")]
    [InlineData($"var c = {Accept}; try {{ c.ShutdownSend(); }} finally {{ c.Dispose(); }}")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); await c.CloseAsync(TimeSpan.Zero);")]
    [InlineData($"var c = {Accept}; if (c.NoDelay) c.Abort();")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); token.Register(() => c.Dispose());")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); token.Register(c.Abort);")]
    [InlineData($"var c = {Accept}; var d = c; d.ShutdownSend(); d.Dispose();")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); using var stream = c.AsStream();")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); c.AsPipe().Output.Complete();")]
    [InlineData("var b = ServerSocket.Create().Bind(remote); Keep(b.LocalEndpoint); using var l = b.Listen();")]
    [InlineData("await foreach (var c in listener.AcceptAllAsync()) using (c) await c.SendAsync(_bytes);")]
    public Task By_a_call(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"var r = {Connect}; if (r is Connected(var c)) await c.SendAsync(_bytes); (r as "
        + $"Connected)?.Connection.Dispose();")]
    [InlineData($"var r = {Connect}; var c = r.GetConnectionOrThrow(); c.ShutdownSend(); "
        + $"r.GetConnectionOrThrow().Dispose();")]
    [InlineData($"if ({Connect} is Connected ok) {{ var c = ok.Connection; c.ShutdownSend(); "
        + $"ok.Connection.Dispose(); }}")]
    [InlineData($"var r = {Connect}; if (r.TryGetConnection(out var c)) c.ShutdownSend(); Keep(r);")]
    [InlineData($"var r = {Connect}; if (r.TryGetConnection(out var c)) c.ShutdownSend(); using "
        + $"(r.TryGetConnection(out var d) ? d : null) {{ }}")]
    [InlineData($"({Connect}).Match(c => c.Connection.NoDelay, t => true, r => true, u => true, f => true);")]
    [InlineData($"{Used} r.Match(c => 1, t => 2, r => 3, u => 4, f => 5);")]
    [InlineData($"{Used} if (r is Connected ok) ok.Deconstruct(out _field);")]
    [InlineData($"{Used} if (r is object any) Keep(any);")]
    [InlineData($"if ({Connect} is Connected(var c)) _ = HandleAsync(c);")]
    [InlineData($"if (({Connect}).TryGetConnection(out _field)) _field.ShutdownSend();")]
    [InlineData($"if (({Connect}).TryGetConnection(out _)) return;")]
    [InlineData($"var r = {Connect}; if (r is Connected(IDisposable d)) d.Dispose(); r.GetConnectionOrThrow();")]
    [InlineData($"var r = {Connect}; if (r is Connected(IDisposable d)) d.Dispose(); var c = "
        + $"r.GetConnectionOrThrow();")]
    public Task By_way_of_the_result(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData($"var c = {Accept}; await HandleAsync(c);")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); _field = c;")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); var list = new List<Connection> {{ c }};")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); var pair = (c, 1);")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); Connection[] all = [c];")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); Func<Connection> f = () => c;")]
    [InlineData($"async Task<Connection> F() {{ var c = {Accept}; c.ShutdownSend(); return c; }} Keep(await F());")]
    [InlineData($"async IAsyncEnumerable<Connection> F() {{ var c = {Accept}; c.ShutdownSend(); yield return c; }} "
        + $"Keep(F());")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); ref Connection same = ref c; same.Dispose();")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); var d = c ?? throw new Exception(); d.Dispose();")]
    [InlineData($"var c = {Accept}; c.ShutdownSend(); lock (c) {{ }}")]
    [InlineData($"Connection c = (_field = {Accept}); c.ShutdownSend();")]
    [InlineData("ref var slot = ref _field; slot = listener.AcceptAsync().AsTask().Result; slot.ShutdownSend();")]
    [InlineData("using var made = ServerSocket.Create(); var l = made.Bind(remote).Listen(); Keep(l);")]
    public Task By_somebody_else(string statement) => VerifyAsync(statement);

    [Theory]
    [InlineData("var c = await Pool.RentAsync(); c.ShutdownSend();")]
    [InlineData("if (given is Connected(var c)) c.ShutdownSend();")]
    [InlineData("var c = given.GetConnectionOrThrow(); c.ShutdownSend();")]
    [InlineData("var c = _field; c?.ShutdownSend();")]
    [InlineData("var s = ServerSocket.Create(); Keep(s.ToString());")]
    [InlineData($"var c = {Accept};")]
    [InlineData("await foreach (var c in listener.AcceptAllAsync()) { }")]
    [InlineData("await Assert.ThrowsAsync<Exception>(async () => { var b = ServerSocket.Create().Bind(remote); });")]
    public Task Not_made_here_or_the_business_of_others(string statement) => Verify.VerifyAnalyzerAsync(
        OwnerSource.InMethod(statement)
            + "static class Pool { public static Task<Connection> RentAsync() => throw new(); }");

    [Fact]
    public Task Members_of_the_users_own_may_dispose_it() => Verify.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;
        using SocketBasics;

        static class Serving
        {
            public static void Handle(this Connection connection) => connection.Dispose();

            extension(Connection connection)
            {
                public void Serve() => connection.Dispose();
            }

            static async Task M(ListeningSocket listener)
            {
                var first = await listener.AcceptAsync();
                first.Handle();
                var second = await listener.AcceptAsync();
                second.Serve();
            }
        }
        """);

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;
        using Other;

        namespace Other
        {
            public sealed class Connection { public void Send() { } }
            public sealed class ListeningSocket { public Task<Connection> AcceptAsync() => throw new(); }
        }

        class C
        {
            SocketBasics.Endpoint _spoken;
            async Task M(ListeningSocket listener) { var c = await listener.AcceptAsync(); c.Send(); }
        }
        """);

    [Theory]
    [InlineData("own.GetConnectionOrThrow();")]
    [InlineData("Keep(own.Connection is null);")]
    [InlineData("own.TryGetConnection(out _);")]
    public Task By_what_a_result_was_made_into(string statement) => Verify.VerifyAnalyzerAsync(
        OwnerSource.InMethod($"{Used} Own own = r; {statement}") + """
            class Own(IDisposable? connection)
            {
                public static implicit operator Own(ConnectResult result) => new(result.TryGetConnection(out var c) ? c : null);
                public object? Connection => connection;
                public void GetConnectionOrThrow() => connection?.Dispose();
                public void TryGetConnection(out object? made) => made = connection;
            }
            """);

    private static Task VerifyAsync(string statement) => Verify.VerifyAnalyzerAsync(OwnerSource.InMethod(statement));
}

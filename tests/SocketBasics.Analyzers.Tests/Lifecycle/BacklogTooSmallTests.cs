using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.BacklogTooSmallAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class BacklogTooSmallTests
{
    [Theory]
    [InlineData("[|connected.Listen(0)|];")]
    [InlineData("[|connected.Listen(backlog: 0)|];")]
    [InlineData("[|connected!.Listen(0)|]; // 0 = unlimited")]
    [InlineData("[|tcp.Start(0)|];")]
    [InlineData("[|tcp.Server.Listen(0)|];")]
    [InlineData("maybe?[|.Start(0)|];")]
    [InlineData("maybe?[|.Server.Listen(0)|];")]
    [InlineData("using var own = [|SocketBasics.ServerSocket.Create().Bind(SocketBasics.Endpoint.Any(0)).Listen(0)|];")]
    [InlineData("const int Backlog = 0; [|connected.Listen(Backlog)|];")]
    [InlineData("[|connected.Listen(default)|];")]
    [InlineData("[|connected.Listen(1 - 1)|];")]
    [InlineData("Action start = () => [|connected.Listen(0)|];")]
    [InlineData("void Start() => [|tcp.Start(0)|]; Start();")]
    public Task A_backlog_of_zero_is_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData("connected.Listen();")]
    [InlineData("tcp.Start();")]
    [InlineData("using var own = SocketBasics.ServerSocket.Create().Bind(SocketBasics.Endpoint.Any(0)).Listen();")]
    [InlineData("connected.Listen(1);")]
    [InlineData("connected.Listen(5);")]
    [InlineData("tcp.Start(100);")]
    [InlineData("connected.Listen(-1);")]
    [InlineData("connected.Listen(int.MaxValue);")]
    [InlineData("connected.Listen((int)SocketOptionName.MaxConnections);")]
    [InlineData("int backlog = 0; connected.Listen(backlog);")]
    [InlineData("connected.Listen(bytes.Length);")]
    [InlineData("Console.WriteLine(nameof(connected.Listen));")]
    [InlineData("using var own = SocketBasics.ServerSocket.Create().Bind(SocketBasics.Endpoint.Any(0)).Listen(); own.Listen(0);")]
    [InlineData("Action<int> listen = connected.Listen; listen(0);")]
    public Task Any_other_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData("4", "[|connected.Listen(0)|]; [|connected.Listen(3)|]; connected.Listen(4);")]
    [InlineData("0", "connected.Listen(0);")]
    [InlineData("many", "[|connected.Listen(0)|]; connected.Listen(1);")]
    public Task An_option_says_what_is_too_small(string minimum, string statements) => Verify.VerifyAnalyzerAsync(
        ListeningSource.InMethod(statements),
        new ProjectSettings { Options = new Dictionary<string, string> { ["socketbasics.SB1103.minimum"] = minimum } });

    [Fact]
    public async Task More_than_zero_is_a_suggestion_and_admits_one_more()
    {
        var settings = new ProjectSettings { Options = new Dictionary<string, string> { ["socketbasics.SB1103.minimum"] = "4" } };
        string source = ListeningSource.InMethod("connected.Listen(0); connected.Listen(3);");
        Assert.Equal([DiagnosticSeverity.Warning, DiagnosticSeverity.Info], await Verify.SeveritiesAsync(source, settings));
        Assert.Contains("queues 4 clients at most", (await Verify.MessagesAsync(source, settings)).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public Task What_a_test_expects_to_throw_is_not_flagged() => Verify.VerifyAnalyzerAsync(
        ListeningSource.InMethod("Assert.Throws(() => connected.Listen(0));")
        + "static class Assert { public static void Throws(Action action) { } }");

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var tcp = new TcpListener(IPAddress.Loopback, 0);
        [|tcp.Start(0)|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task Test_projects_are_left_alone() => Verify.VerifyAnalyzerAsync(
        ListeningSource.InMethod("connected.Listen(0);"),
        new ProjectSettings { References = [MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location)] });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public void Listen(int backlog) => _ = backlog; }
        sealed class TcpListener { public void Start(int backlog) => _ = backlog; }
        sealed class BoundServerSocket { public void Listen(int backlog) => _ = backlog; }
        class C { static void M(Socket socket, TcpListener tcp, BoundServerSocket bound) { socket.Listen(0); tcp.Start(0); bound.Listen(0); } }
        """);

    [Fact]
    public async Task The_message_tells_how_many_clients_wait() => Assert.Equal(
        ["A backlog of 0 does not mean unlimited: Linux then queues one client at most; call 'Start()' to let the system choose"],
        await Verify.MessagesAsync(ListeningSource.InMethod("tcp.Start(0);")));
}

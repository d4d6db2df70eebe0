using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.AddressReferenceComparisonAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AddressReferenceComparisonTests
{
    [Theory]
    [InlineData("bool b = [|address == IPAddress.Any|];")]
    [InlineData("bool b = [|address != IPAddress.IPv6Any|];")]
    [InlineData("bool b = [|endPoint.Address == address|];")]
    [InlineData("bool b = [|maybe?.Address == address|];")]
    [InlineData("bool b = [|maybe?.Address! == address|];")]
    [InlineData("if ([|IPAddress.Parse(\"::1\") == address|]) { }")]
    [InlineData("bool b = [|endPoint == maybe|];")]
    [InlineData("bool b = [|socket.LocalEndPoint == socket.RemoteEndPoint|];")]
    [InlineData("bool b = [|socket.RemoteEndPoint == endPoint|];")]
    [InlineData("bool b = [|endPoint.Serialize() == endPoint.Serialize()|];")]
    [InlineData("bool b = [|dns != dns2|];")]
    [InlineData("System.Func<IPAddress, bool> f = a => [|a == address|];")]
    [InlineData("bool F(IPAddress a) => [|a == address|]; F(address);")]
    [InlineData("while ([|endPoint.Address != address|]) { }")]
    [InlineData("var q = System.Linq.Enumerable.Where(new[] { address }, a => [|(a) == address|]);")]
    [InlineData("string s = [|address == IPAddress.Loopback|] ? \"me\" : \"\";")]
    [InlineData("bool b = [|unix == socket.LocalEndPoint|];")]
    [InlineData("bool b = [|address == (socket.LocalEndPoint as IPEndPoint)!.Address|];")]
    [InlineData("bool b = (object)address == (object)maybe || [|address == IPAddress.None|];")]
    [InlineData("bool b = [|endPoint == maybe|] || endPoint.Equals(address);")]
    [InlineData("bool b = [|endPoint == maybe|] || address.Equals(maybe);")]
    [InlineData("bool b = [|endPoint == maybe|]; System.HashCode.Combine(endPoint, maybe);")]
    public Task A_comparison_of_references_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("bool b = address.Equals(IPAddress.Any);")]
    [InlineData("bool b = Equals(address, IPAddress.Any);")]
    [InlineData("bool b = address == null || null != maybe;")]
    [InlineData("bool b = address is null;")]
    [InlineData("IPAddress? nothing = null; bool b = nothing == default(IPAddress);")]
    [InlineData("bool b = (object)address == (object)endPoint.Address;")]
    [InlineData("bool b = ReferenceEquals(address, IPAddress.Any);")]
    [InlineData("bool b = endPoint == maybe || endPoint.Equals(maybe);")]
    [InlineData("bool b = maybe == endPoint || Equals(maybe, endPoint);")]
    [InlineData("bool b = address.ToString() == \"0.0.0.0\";")]
    [InlineData("bool b = endPoint.Port == 80;")]
    [InlineData("bool b = endPoint.Port == dns.Port;")]
    [InlineData("bool b = address.AddressFamily == AddressFamily.InterNetwork;")]
    [InlineData("bool b = socket == null;")]
    [InlineData("bool b = SocketBasics.Endpoint.Any(1) == SocketBasics.Endpoint.Any(1);")]
    [InlineData("bool b = mine == mine2;")]
    [InlineData("bool b = plain == plain2;")]
    [InlineData("bool b = new Typed() == new Typed();")]
    [InlineData("bool b = new Named() == new Renamed();")] // as their texts
    [InlineData("object o = address; bool b = o == (object)address;")]
    [InlineData("bool b = new N.IPAddress() == new N.IPAddress();")]
    public Task Other_comparisons_are_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task The_equality_of_an_endpoint_is_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        class C : EndPoint
        {
            private readonly IPAddress _address = IPAddress.Any;
            public override bool Equals(object? other) => other is C c && (this == c || _address == c._address);
            public override int GetHashCode() => 0;
            public bool Is(C other) => this == other;
            public bool Has(IPAddress address) => [|_address == address|];
        }
        """);

    [Fact]
    public Task The_operators_of_an_endpoint_and_its_own_ReferenceEquals_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        class C(IPAddress address) : EndPoint
        {
            private readonly IPAddress _address = address;
            public static bool operator ==(C one, C other) => one._address == other._address;
            public static bool operator !=(C one, C other) => one._address != other._address;
            public override bool Equals(object? other) => false;
            public override int GetHashCode() => 0;
            public static bool ReferenceEquals(C one, C other) => one._address == other._address;
            public static bool AreEqual(C one, C other) => [|one._address == other._address|];
        }
        """);

    [Fact]
    public async Task What_does_not_compile_is_left_to_the_compiler()
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace, [InMethod("bool b = address < IPAddress.Any;")]);
        Assert.Empty(await TestProject.AnalyzeAsync(project, new AddressReferenceComparisonAnalyzer(), mustCompile: false));
    }

    [Fact]
    public Task Top_level_statements_and_async_methods_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        bool first = [|IPAddress.Any == IPAddress.Parse(args[0])|];
        bool second = [|(await Dns.GetHostAddressesAsync("h").ConfigureAwait(false))[0] == IPAddress.Loopback|];
        partial class P { IPAddress A = IPAddress.Any; }
        partial class P { bool IsAny => [|A == IPAddress.Any|]; }
        """,
        new ProjectSettings { IsProgram = true });

    [Theory]
    [InlineData("bool b = address == IPAddress.Any;", DiagnosticSeverity.Warning)]
    [InlineData("bool b = IPAddress.Any == address;", DiagnosticSeverity.Warning)]
    [InlineData("bool b = socket.RemoteEndPoint == endPoint;", DiagnosticSeverity.Warning)]
    [InlineData("bool b = maybe?.Address == address;", DiagnosticSeverity.Warning)]
    [InlineData("bool b = address == IPAddress.Parse(\"::1\");", DiagnosticSeverity.Warning)]
    [InlineData("bool b = endPoint == new IPEndPoint(address, 1);", DiagnosticSeverity.Warning)]
    [InlineData("bool b = endPoint == maybe;", DiagnosticSeverity.Info)]
    [InlineData("bool b = Kept == address;", DiagnosticSeverity.Info)]
    [InlineData("bool b = Keep(address) == address;", DiagnosticSeverity.Info)]
    [InlineData("bool b = new Keeper()?.Kept == address;", DiagnosticSeverity.Info)]
    public async Task What_a_program_keeps_itself_is_a_suggestion(string statement, DiagnosticSeverity severity) =>
        Assert.Equal([severity], await Verify.SeveritiesAsync(InMethod(statement)));

    [Fact]
    public async Task In_a_test_project_it_is_a_suggestion() => Assert.Equal(
        [DiagnosticSeverity.Info],
        await Verify.SeveritiesAsync(
            InMethod("bool b = address == IPAddress.Any;"),
            new ProjectSettings
            {
                References = [MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location)],
            }));

    [Fact]
    public async Task The_message_names_type_and_operator() => Assert.Equal(
        [
            "'IPAddress' does not overload '!=', so this compares references; use Equals",
            "'IPAddress' does not overload '==', so this compares references; use Equals",
        ],
        await Verify.MessagesAsync(InMethod("bool b = address != IPAddress.Any, c = address == IPAddress.Any;")));

    private static string InMethod(string statement) => $$"""
        using System.Net;
        using System.Net.Sockets;
        namespace N { class IPAddress { } }
        class Mine : EndPoint
        {
            public static bool operator ==(Mine a, Mine b) => true;
            public static bool operator !=(Mine a, Mine b) => false;
            public override bool Equals(object? o) => true;
            public override int GetHashCode() => 0;
        }
        class Plain : EndPoint;
        class Typed : EndPoint { public bool Equals(Typed other) => true; }
        class Named : EndPoint
        {
            public static implicit operator string(Named named) => "a name";
            public override bool Equals(object? o) => true;
            public override int GetHashCode() => 0;
        }
        class Renamed : EndPoint
        {
            public static implicit operator string(Renamed renamed) => "a name";
            public override bool Equals(object? o) => true;
            public override int GetHashCode() => 0;
        }
        class Keeper { public IPAddress? Kept => null; }
        class C
        {
            static IPAddress Kept { get; set; } = IPAddress.Any;
            static IPAddress Keep(IPAddress address) => address;
            static void M(Socket socket, IPAddress address, IPEndPoint endPoint, IPEndPoint? maybe, DnsEndPoint dns, DnsEndPoint dns2,
                UnixDomainSocketEndPoint unix, Mine mine, Mine mine2, Plain plain, Plain plain2)
            {
                {{statement}}
            }
        }
        """;
}

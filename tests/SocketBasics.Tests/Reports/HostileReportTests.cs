using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SocketBasics.Networks;
using SocketBasics.Tests.Networks;

namespace SocketBasics.Tests.Reports;

/// <summary>Names and paths that others choose stay text in every rendering.</summary>
public sealed class HostileReportTests
{
    // Lines, terminals and markup; entity codes, comments, directives and blocks of Mermaid; what Mermaid looks for in
    // the whole diagram, before it reads a line; the signs that it keeps entities in; a string's end in JSON.
    private static readonly string[] Pieces =
    [
        "a", "\n", "\r\n", "\u2028", "\u001B[31m", "\u202E", "<script>", "<br/>", "&lt;", "\"", "'", "`", "\\", "\\n",
        "\0", "\uD800", ";", "#", "#59;", "#quot;", "%%", "%%{init: {'theme': 'dark'}}%%", "end", "End ", "style x:#1;",
        "classDef", "C4Container", "C4Context", "wrap:", "nowrap:", "participant ", " as ", "->>", "-x", ":", ",",
        "Note over client: x", "sequenceDiagram", "graph TD", "---", "@{", "}", "$$x$$", "ﬂ°°60¶ß", "ÿ", "漢字", "🔌",
        " ", "+", "title ", "rect ", "\",\"outcome\":\"Connected",
    ];

    private static readonly string[] Labels =
        ["a", "end", "End", "style", "classDef", "C4Container", "wrap", "note", "ß", "漢字", "ﬂ", "xn--a", "_", "é"];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    private static readonly Gen<string> Hosts =
        Gen.Elements(Labels).NonEmptyListOf().Select(labels => string.Join('.', labels.Take(20)));

    private static readonly Gen<NetworkAttempt> Answers = Gen.Elements(
        NetworkAttempt.Failed(SocketError.ConnectionRefused),
        NetworkAttempt.Failed(SocketError.TimedOut),
        NetworkAttempt.Failed(SocketError.AddressNotAvailable),
        NetworkAttempt.Failed(SocketError.AccessDenied) with { FailedInBind = true },
        NetworkAttempt.Connected(new FailingConnection(NetworkError.NotSupported)) with { SynCount = 1 });

    // Seen to fail with: MermaidText returning its text as it is; without its list of words; without the end of blocks.
    [Fact]
    public void A_path_is_inert_whatever_it_holds() => Holds(
        Gen.Zip(Texts, Answers), pair => IsInert(Local(Endpoint.Local, pair.Item1), pair.Item2));

    // Seen to fail with: PrintableText.Escape(ReadOnlySpan<byte>, Span<char>) copying what is UTF-8.
    [Fact]
    public void An_abstract_name_is_inert_whatever_it_holds() => Holds(
        Gen.Zip(Texts, Answers), pair => IsInert(Local(Endpoint.Abstract, pair.Item1), pair.Item2));

    // Seen to fail with: MermaidText without its list of words.
    [Fact]
    public void A_host_name_is_inert_whatever_it_holds() => Holds(Gen.Zip(Hosts, Answers), pair =>
    {
        EstablishmentReport report = Connect(pair.Item1, pair.Item2);
        JsonElement json = ReportGrammar.Check(report);
        Assert.Equal(report.Target, json.GetProperty("target").GetString());
        Assert.Equal(report.Lookups[0].Name, json.GetProperty("lookups")[0].GetProperty("name").GetString());
    });

    [Theory]
    [InlineData("/tmp/a;b", "unix:/tmp/a#59;b")]
    [InlineData("/tmp/#59;", "unix:/tmp/#35;59#59;")]
    [InlineData("/tmp/a\nend", "unix:/tmp/a#92;x0Aend")]
    [InlineData("/tmp/the end", "unix:/tmp/the #101;nd")]
    [InlineData("/tmp/%%{init}%%", "unix:/tmp/#37;#37;#123;init#125;#37;#37;")]
    [InlineData("/tmp/C4Container", "unix:/tmp/#67;4Container")]
    [InlineData("/tmp/<é>", "unix:/tmp/#92;x3C#233;#92;x3E")]
    public async Task Mermaid_reads_entity_codes_in_place_of_what_it_would_act_upon(string path, string expected)
    {
        var options = new ConnectOptions
        {
            Network = ScriptedNetwork.Answering(NetworkAttempt.Failed(SocketError.ConnectionRefused)),
        };

        ConnectResult result = await ClientSocket.ConnectAsync(
            Endpoint.Local(path), options, TestContext.Current.CancellationToken);

        Assert.Contains(
            $"\n    participant server1 as {expected}\n", result.Report.ToMermaid(), StringComparison.Ordinal);
    }

    private static void IsInert(Endpoint? endpoint, NetworkAttempt answer)
    {
        if (endpoint is not { } remote)
            return;

        var options = new ConnectOptions { Network = ScriptedNetwork.Answering(answer) };
        EstablishmentReport report = Result(ClientSocket.ConnectAsync(remote, options)).Report;

        JsonElement json = ReportGrammar.Check(report);
        Assert.Equal(remote.ToString(), json.GetProperty("attempts")[0].GetProperty("remoteEndpoint").GetString());
        Assert.Equal(remote, Endpoint.Parse(json.GetProperty("target").GetString()!));
    }

    private static EstablishmentReport Connect(string host, NetworkAttempt answer)
    {
        var options = new ConnectOptions
        {
            Network = ScriptedNetwork.Answering(answer),
            Resolver = (_, _, _) => new([IPAddress.Parse("192.0.2.1")]),
        };
        return Result(ClientSocket.ConnectAsync(host, 80, options)).Report;
    }

    private static ConnectResult Result(ValueTask<ConnectResult> connecting) =>
        connecting.AsTask().GetAwaiter().GetResult();

    /// <summary>A name that is too long, or empty, names no endpoint.</summary>
    private static Endpoint? Local(Func<string, Endpoint> create, string text)
    {
        try
        {
            return create(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void Holds<T>(Gen<T> generator, Action<T> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(generator.ToArbitrary(), property));
}

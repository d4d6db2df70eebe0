using System.Net;
using FsCheck;
using FsCheck.Fluent;
using SocketBasics.Tests.Networks;

namespace SocketBasics.Tests.Outcomes;

/// <summary>Wrong arguments are said at the call: the exceptions come before there is a task.</summary>
public sealed class ConnectArgumentTests
{
    private static readonly ConnectOptions Scripted = new() { Network = new ScriptedNetwork() };

    [Theory]
    [InlineData("*:80", "wildcard")]
    [InlineData("0.0.0.0:80", "wildcard")]
    [InlineData("[::]:80", "wildcard")]
    [InlineData("127.0.0.1:0", "port 0")]
    [InlineData("[::1]:0", "port 0")]
    public void An_endpoint_that_nobody_can_have_is_an_ArgumentException(string remote, string why) =>
        Rejects(Endpoint.Parse(remote), why);

    [Fact]
    public void An_endpoint_without_a_name_is_an_ArgumentException()
    {
        Rejects(default, "default(Endpoint)");
        Rejects(Endpoint.Unnamed, "unnamed");
    }

    [Theory]
    [InlineData("127.0.0.1:80", "[::1]:0")]
    [InlineData("127.0.0.1:80", "unix:@client")]
    [InlineData("[::1]:80", "127.0.0.1:0")]
    [InlineData("unix:@server", "127.0.0.1:0")]
    [InlineData("unix:@server", "*:0")]
    public void A_local_endpoint_of_another_family_is_an_ArgumentException(string remote, string local)
    {
        ConnectOptions options = Scripted with { LocalEndpoint = Endpoint.Parse(local) };

        var exception = Thrown<ArgumentException>("options", Endpoint.Parse(remote), options);

        Assert.Contains(local, exception.Message, StringComparison.Ordinal);
        Assert.Contains(remote, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unix:@client")]
    [InlineData("unix:/run/client")]
    public void A_host_cannot_be_reached_from_a_local_endpoint(string local)
    {
        ConnectOptions options = Scripted with { LocalEndpoint = Endpoint.Parse(local) };

        foreach (string host in (string[])["server.example", "127.0.0.1", "localhost"])
        {
            var exception = Thrown<ArgumentException>("options", host, 80, options);

            Assert.Contains(local, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_default_endpoint_is_no_local_endpoint()
    {
        ConnectOptions options = Scripted with { LocalEndpoint = default(Endpoint) };

        Thrown<ArgumentException>("options", Endpoint.Loopback(80), options);
        Thrown<ArgumentException>("options", "server.example", 80, options);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65_536)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_port_out_of_range_is_said(int port) =>
        Thrown<ArgumentOutOfRangeException>(nameof(port), "server.example", port, Scripted);

    [Fact]
    public void No_host_is_an_ArgumentNullException() =>
        Thrown<ArgumentNullException>("host", null!, 80, Scripted);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" server.example")]
    [InlineData("server.example ")]
    [InlineData("server example")]
    [InlineData("server\0.example")]
    [InlineData("server\n.example")]
    [InlineData("server..example")]
    [InlineData(".example")]
    [InlineData(".")]
    [InlineData("server/example")]
    [InlineData("http://server.example")]
    [InlineData("server.example:80")]
    [InlineData("127.0.0.1:80")]
    [InlineData("010.0.0.1")]
    [InlineData("127.0.0.01")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.4.")]
    [InlineData("1")]
    [InlineData("4294967295")]
    [InlineData("0x7f.1")]
    [InlineData("0x7f000001")]
    [InlineData("server.0x1")]
    [InlineData("1\uFF12\uFF17.0.0.\uFF11")]
    [InlineData("\uFF10\uFF58\uFF17f")]
    [InlineData("::1%")]
    [InlineData("fe80::1%no-such-interface")]
    [InlineData("[::1")]
    [InlineData("::1]")]
    [InlineData(":::")]
    [InlineData("\uD800.example")]
    [InlineData("unix:/run/server")]
    [InlineData("unix:@server")]
    [InlineData("/run/server")]
    [InlineData("@server")]
    public void A_text_that_is_no_host_is_an_ArgumentException(string host)
    {
        var exception = Thrown<ArgumentException>(nameof(host), host, 80, Scripted);

        Assert.Contains("is neither a host name nor an IPv4 or IPv6 address.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("[::]")]
    [InlineData("*")]
    public void A_wildcard_is_no_host(string host)
    {
        var exception = Thrown<ArgumentException>(nameof(host), host, 80, Scripted);

        Assert.Contains("wildcard", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_longer_than_DNS_can_carry_is_no_host()
    {
        Rejects(string.Join('.', Enumerable.Repeat(new string('a', 59), 5)));
        Rejects(new string('a', 300));
        Rejects($"{new string('a', 64)}.example");

        static void Rejects(string host) =>
            Thrown<ArgumentException>(nameof(host), host, 80, Scripted);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:80")]
    [InlineData("::1", "[::1]:80")]
    [InlineData("[::1]", "[::1]:80")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1:80")]
    [InlineData("fe80::1%1", "[fe80::1%1]:80")]
    public async Task An_address_in_text_is_connected_to_without_a_lookup(string host, string expected)
    {
        var network = new ScriptedNetwork();

        ConnectResult result = await ConnectAsync(host, network);

        Assert.Equal([Endpoint.Parse(expected)], network.Attempts);
        Assert.Empty(network.LookUps);
        Assert.Equal(Endpoint.Parse(expected), result.RemoteEndpoint);
    }

    [Theory]
    [InlineData("server.example")]
    [InlineData("server.example.")]
    [InlineData("my_server")]
    [InlineData("_service._tcp.example")]
    [InlineData("b\u00FCcher.example")]
    [InlineData("\u4F8B\u3048.\u30C6\u30B9\u30C8")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("1.2.3.4.example")]
    [InlineData("unix")]
    [InlineData("0x.example")]
    public async Task A_host_name_is_looked_up_as_it_is(string host)
    {
        var network = new ScriptedNetwork();

        ConnectResult result = await ConnectAsync(host, network);

        Assert.Equal([host, host], network.LookUps.Select(static lookUp => lookUp.Name));
        Assert.IsType<ConnectResult.Failed>(result);
        Assert.Equal($"{host}:80", result.Target);
    }

    // Seen to fail with: the limit of 253 characters removed from IsHostName.
    [Fact]
    public void Whatever_text_is_given_as_host_only_documented_exceptions_come()
    {
        string[] pieces =
        [
            "a", "Z", "0", "9", "08", "255", "256", "0x", "f", ".", "..", ":", "::", "[", "]", "%", "1", "-", "_", "*",
            "@", "/", "\\", " ", "\t", "\n", "\0", "\u001B", "\u00FC", "\u0301", "\u202E", "\uD83D\uDE00", "\uD800", "\uDC00",
            "\uFF11", "\u3002", "localhost", "invalid", "unix:", "127.0.0.1", new string('x', 63),
        ];
        Gen<string> hosts = Gen.OneOf(
            Gen.Elements(pieces).ListOf().Select(list => string.Concat(list)),
            Gen.Choose(1, 70).ListOf().Select(lengths => string.Join('.', lengths.Select(length => new string('x', length)))),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

        Prop.ForAll(hosts.ToArbitrary(), OnlyDocumented).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static bool OnlyDocumented(string host)
    {
        var network = new ScriptedNetwork();
        try
        {
            ValueTask<ConnectResult> connecting = ClientSocket.ConnectAsync(
                host, 80, new ConnectOptions { Network = network }, TestContext.Current.CancellationToken);
            ConnectResult result = connecting.AsTask().GetAwaiter().GetResult();

            bool isLookUpLegal = network.LookUps.All(static lookUp =>
                lookUp.Name.Length is > 0 and <= 254 && !IPAddress.TryParse(lookUp.Name, out _));
            return result is ConnectResult.Failed or ConnectResult.Refused && isLookUpLegal
                && !network.Attempts.Any(static remote => remote.IsWildcard || !remote.IsIP);
        }
        catch (ArgumentException exception)
        {
            return exception.ParamName == "host" && exception is not ArgumentNullException
                && !exception.Message.Any(char.IsControl);
        }
    }

    private static T Thrown<T>(string parameter, string host, int port, ConnectOptions options)
        where T : ArgumentException => Assert.Throws<T>(parameter, () => GC.KeepAlive(
            ClientSocket.ConnectAsync(host, port, options, TestContext.Current.CancellationToken).AsTask()));

    private static T Thrown<T>(string parameter, Endpoint remote, ConnectOptions options)
        where T : ArgumentException => Assert.Throws<T>(parameter, () => GC.KeepAlive(
            ClientSocket.ConnectAsync(remote, options, TestContext.Current.CancellationToken).AsTask()));

    private static void Rejects(Endpoint remote, string why)
    {
        var exception = Thrown<ArgumentException>(nameof(remote), remote, Scripted);

        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
        Assert.Empty(((ScriptedNetwork)Scripted.Network).Attempts);
    }

    private static async Task<ConnectResult> ConnectAsync(string host, ScriptedNetwork network) =>
        await ClientSocket.ConnectAsync(
            host, 80, new ConnectOptions { Network = network }, TestContext.Current.CancellationToken);
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace SocketBasics.Tests.Reports;

/// <summary>The exact text of reports whose every fact is known beforehand.</summary>
public sealed class ReportTextTests
{
    [Fact]
    public async Task The_table_of_a_race_shows_both_attempts()
    {
        EstablishmentReport report = (await ReportScripts.RaceAsync()).Report;

        Same(
            """
            server.example:80: connected from 127.0.0.1:40000, after 283 ms

            Lookups of server.example, all begun with the call
              Type     Took  Answer
              AAAA    13 ms  2001:db8::1
              A     0.00 ms  192.0.2.1

            Attempts
              #    Begun    Took  Outcome    SYNs    RTT  Errno  Endpoint
              1   +13 ms  270 ms  Abandoned     1      -      -  [2001:db8::1]:80
                 from   -
                 ended  closed, because another attempt had connected
                 heard  ICMPv6 1/0 from fd77:1::1
              2  +263 ms   20 ms  Connected     1  20 ms      -  192.0.2.1:80
                 from   127.0.0.1:40000
                 ended  connected from 127.0.0.1:40000
                 agreed MSS 1448, window scale 10/7, SACK, timestamps
            """,
            report.ToString());
    }

    [Fact]
    public async Task The_diagram_of_a_race_shows_both_attempts_in_the_order_of_time()
    {
        EstablishmentReport report = (await ReportScripts.RaceAsync()).Report;

        Same(
            """
            sequenceDiagram
                participant client
                participant resolver
                participant router1 as fd77:1::1
                participant server1 as [2001:db8::1]:80
                participant server2 as 192.0.2.1:80
                client->>resolver: +0.00 ms AAAA of server.example?
                client->>resolver: +0.00 ms A of server.example?
                resolver-->>client: +0.00 ms A: 192.0.2.1
                resolver-->>client: +13 ms AAAA: 2001:db8::1
                client->>server1: +13 ms SYN
                client->>server2: +263 ms SYN
                router1-->>client: ICMPv6 1/0, earlier
                Note over client,server1: +283 ms closed, because another attempt had connected
                server2-->>client: +283 ms SYN-ACK, round trip 20 ms
                Note over client,server2: +283 ms connected from 127.0.0.1:40000
                Note over client,server2: MSS 1448, window scale 10/7, SACK, timestamps
                Note over client: server.example:80: connected from 127.0.0.1:40000, after 283 ms
            """,
            report.ToMermaid());
    }

    [Fact]
    public async Task The_diagram_shows_the_reset_of_a_handshake_that_came_too_late()
    {
        EstablishmentReport report = (await ReportScripts.RaceAsync(firstConnectsLate: true)).Report;

        Same(
            """
            sequenceDiagram
                participant client
                participant resolver
                participant server1 as [2001:db8::1]:80
                participant server2 as 192.0.2.1:80
                client->>resolver: +0.00 ms AAAA of server.example?
                client->>resolver: +0.00 ms A of server.example?
                resolver-->>client: +0.00 ms A: 192.0.2.1
                resolver-->>client: +13 ms AAAA: 2001:db8::1
                client->>server1: +13 ms SYN
                client->>server2: +263 ms SYN
                server1-->>client: +283 ms SYN-ACK
                client-xserver1: RST, later
                Note over client,server1: +283 ms reset, because another attempt had connected first
                server2-->>client: +283 ms SYN-ACK, round trip 20 ms
                Note over client,server2: +283 ms connected from 127.0.0.1:40000
                Note over client,server2: MSS 1448, window scale 10/7, SACK, timestamps
                Note over client: server.example:80: connected from 127.0.0.1:40000, after 283 ms
            """,
            report.ToMermaid());
    }

    [Fact]
    public async Task The_table_of_failures_shows_who_said_what()
    {
        EstablishmentReport report = (await ReportScripts.FailuresAsync()).Report;

        Same(
            """
            server.example:80: refused by ICMP 3/3 from 192.0.2.3: port unreachable, after 6.14 s

            Lookups of server.example, all begun with the call
              Type     Took  Answer
              AAAA    13 ms  the host name has no address of the family that was asked for
              A     0.00 ms  192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6, 192.0.2.7
                             192.0.2.8

            Attempts
              #    Begun     Took  Outcome      SYNs  RTT  Errno  Endpoint
              1   +13 ms    24 ms  Unreachable     1    -    113  192.0.2.1:80
                 from   10.0.0.2:40001
                 ended  unreachable, administratively prohibited, said by ICMP 3/13 from 10.77.1.1
              2   +37 ms   3.07 s  Unreachable     3    -    113  192.0.2.2:80
                 from   -
                 ended  unreachable, no neighbor on the link answers, said by ICMP 3/1 from 10.0.0.2
              3  +3.11 s  1.00 ms  Refused         1    -    111  192.0.2.3:80
                 from   -
                 ended  refused by ICMP 3/3 from 192.0.2.3: port unreachable
              4  +3.11 s   1.02 s  Refused         2    -    111  192.0.2.4:80
                 from   -
                 ended  refused by a reset
              5  +4.13 s  5.00 ms  Refused         -    -      -  192.0.2.5:80
                 from   -
                 ended  refused
              6  +4.14 s  0.00 ms  Unreachable     0    -    101  192.0.2.6:80
                 from   -
                 ended  unreachable, this machine has no route
              7  +4.14 s  0.00 ms  Failed          -    -     24  192.0.2.7:80
                 from   -
                 ended  failed: too many open files
              8  +4.14 s   2.00 s  TimedOut        2    -    110  192.0.2.8:80
                 from   -
                 ended  timed out: no answer to 2 SYNs
                 heard  ICMP 3/0 from 10.77.1.1
            """,
            report.ToString());
    }

    [Fact]
    public async Task The_diagram_of_failures_shows_what_is_known_to_have_been_sent()
    {
        EstablishmentReport report = (await ReportScripts.FailuresAsync()).Report;

        Same(
            """
            sequenceDiagram
                participant client
                participant resolver
                participant router1 as 10.77.1.1
                participant server1 as 192.0.2.1:80
                participant server2 as 192.0.2.2:80
                participant server3 as 192.0.2.3:80
                participant server4 as 192.0.2.4:80
                participant server5 as 192.0.2.5:80
                participant server6 as 192.0.2.6:80
                participant server7 as 192.0.2.7:80
                participant server8 as 192.0.2.8:80
                client->>resolver: +0.00 ms AAAA of server.example?
                client->>resolver: +0.00 ms A of server.example?
                resolver-->>client: +0.00 ms A: 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6, 192.0.2.7, 192.0.2.8
                resolver-->>client: +13 ms AAAA: the host name has no address of the family that was asked for
                client->>server1: +13 ms SYN
                router1--xclient: +37 ms ICMP 3/13
                Note over client,server1: +37 ms unreachable, administratively prohibited, said by ICMP 3/13 from 10.77.1.1
                client--xclient: +3.11 s ICMP 3/1
                Note over client: +3.11 s 192.0.2.2:80: unreachable, no neighbor on the link answers, said by ICMP 3/1 from 10.0.0.2
                client->>server3: +3.11 s SYN
                server3--xclient: +3.11 s ICMP 3/3
                Note over client,server3: +3.11 s refused by ICMP 3/3 from 192.0.2.3: port unreachable
                client->>server4: +3.11 s SYN (x2)
                server4--xclient: +4.13 s RST
                Note over client,server4: +4.13 s refused by a reset
                client->>server5: +4.13 s connect
                Note over client,server5: +4.14 s refused
                Note over client: +4.14 s 192.0.2.6:80: unreachable, this machine has no route
                Note over client: +4.14 s 192.0.2.7:80: failed: too many open files
                client->>server8: +4.14 s SYN (x2)
                router1-->>client: ICMP 3/0, earlier
                Note over client,server8: +6.14 s timed out: no answer to 2 SYNs
                Note over client: server.example:80: refused by ICMP 3/3 from 192.0.2.3: port unreachable, after 6.14 s
            """,
            report.ToMermaid());
    }

    [Fact]
    public async Task The_table_shows_a_question_without_an_answer()
    {
        EstablishmentReport report = (await ReportScripts.SilentResolverAsync()).Report;

        Same(
            """
            server.example:80: timed out while the name was looked up, after 2.00 s

            Lookups of server.example, all begun with the call
              Type     Took  Answer
              AAAA        -  no answer before the connect was over
              A     0.00 ms  the name server did not answer

            No attempts
            """,
            report.ToString());
    }

    [Fact]
    public async Task The_diagram_shows_a_question_without_an_answer()
    {
        EstablishmentReport report = (await ReportScripts.SilentResolverAsync()).Report;

        Same(
            """
            sequenceDiagram
                participant client
                participant resolver
                client->>resolver: +0.00 ms AAAA of server.example?
                client->>resolver: +0.00 ms A of server.example?
                resolver-->>client: +0.00 ms A: the name server did not answer
                Note over client,resolver: +2.00 s AAAA: no answer before the connect was over
                Note over client: server.example:80: timed out while the name was looked up, after 2.00 s
            """,
            report.ToMermaid());
    }

    [Fact]
    public async Task The_JSON_of_a_race_has_every_member()
    {
        EstablishmentReport report = (await ReportScripts.RaceAsync()).Report;

        string expected = """
            {
              "target": "server.example:80",
              "outcome": "Connected",
              "detail": "server.example:80: connected from 127.0.0.1:40000, after 283 ms",
              "elapsedMilliseconds": 282.5,
              "lookups": [
                {
                  "name": "server.example",
                  "family": "InterNetworkV6",
                  "durationMilliseconds": 12.5,
                  "addresses": ["2001:db8::1"],
                  "error": null
                },
                {
                  "name": "server.example",
                  "family": "InterNetwork",
                  "durationMilliseconds": 0,
                  "addresses": ["192.0.2.1"],
                  "error": null
                }
              ],
              "attempts": [
                {
                  "remoteEndpoint": "[2001:db8::1]:80",
                  "localEndpoint": null,
                  "startMilliseconds": 12.5,
                  "durationMilliseconds": 270,
                  "outcome": "Abandoned",
                  "detail": "closed, because another attempt had connected",
                  "synCount": 1,
                  "roundTripMilliseconds": null,
                  "errno": null,
                  "icmp": { "sender": "fd77:1::1", "type": 1, "code": 0, "isFromThisMachine": false },
                  "negotiatedOptions": null
                },
                {
                  "remoteEndpoint": "192.0.2.1:80",
                  "localEndpoint": "127.0.0.1:40000",
                  "startMilliseconds": 262.5,
                  "durationMilliseconds": 20,
                  "outcome": "Connected",
                  "detail": "connected from 127.0.0.1:40000",
                  "synCount": 1,
                  "roundTripMilliseconds": 19.875,
                  "errno": null,
                  "icmp": null,
                  "negotiatedOptions": {
                    "maximumSegmentSize": 1448,
                    "sendWindowScale": 10,
                    "receiveWindowScale": 7,
                    "hasSelectiveAcknowledgment": true,
                    "hasTimestamps": true,
                    "hasEcn": false
                  }
                }
              ]
            }
            """;
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), report.ToJson());
    }

    [Fact]
    public async Task The_JSON_of_a_lookup_tells_its_error_or_that_there_was_no_answer()
    {
        JsonNode json = JsonNode.Parse((await ReportScripts.SilentResolverAsync()).Report.ToJson())!;

        Assert.Equal("TimedOut", (string?)json["outcome"]);
        Assert.Equal("""
            {"name":"server.example","family":"InterNetworkV6","durationMilliseconds":null,"addresses":[],"error":null}
            """, json["lookups"]![0]!.ToJsonString());
        Assert.Equal("""
            {"name":"server.example","family":"InterNetwork","durationMilliseconds":0,"addresses":[],"error":"TryAgain"}
            """, json["lookups"]![1]!.ToJsonString());
        Assert.Empty(json["attempts"]!.AsArray());
    }

    // Seen to fail with: ElapsedText formatting in the current culture.
    [Fact]
    public async Task Every_culture_writes_the_same()
    {
        EstablishmentReport report = (await ReportScripts.FailuresAsync()).Report;
        string[] expected = [report.ToString(), report.ToMermaid(), report.ToJson()];
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = "|";
        culture.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = culture;
            string[] actual = [report.ToString(), report.ToMermaid(), report.ToJson()];
            Assert.Equal(expected, actual);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Same(string expected, string actual) => Assert.Equal(expected.ReplaceLineEndings("\n"), actual);
}

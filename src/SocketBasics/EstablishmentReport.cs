namespace SocketBasics;

/// <summary>
/// What is known about how a connection came to be, or did not: lookups, attempts in their order, times, SYNs,
/// round-trip times, negotiated options, and who said what.
/// </summary>
/// <remarks>
/// <para>Every <see cref="ConnectResult"/> has one, also of a success. It is made when it is first asked for.</para>
/// <para>Immutable, and safe for any number of threads.</para>
/// </remarks>
/// <example>
/// <code>
/// ConnectResult result = await ClientSocket.ConnectAsync("example.com", 443);
/// Console.WriteLine(result.Report);
/// </code>
/// </example>
public sealed class EstablishmentReport
{
    internal EstablishmentReport(ConnectResult result)
    {
        Case = result.Case;
        Target = result.Target;
        Outcome = result.ToString();
        Elapsed = result.Elapsed;
        Lookups = result.Lookups;
        Attempts = result.Attempts;
    }

    /// <summary>Gets what was connected to, as asked: <c>example.com:443</c>; text that is safe to print.</summary>
    public string Target { get; }

    /// <summary>Gets the outcome on one line, as <see cref="ConnectResult.ToString"/> tells it.</summary>
    public string Outcome { get; }

    /// <summary>Gets the time from the call to the outcome.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Gets the questions to the resolver; none when an endpoint or address was connected to.</summary>
    public IReadOnlyList<LookupReport> Lookups { get; }

    /// <summary>Gets the attempts, in the order in which they were begun.</summary>
    public IReadOnlyList<AttemptReport> Attempts { get; }

    internal AttemptOutcome Case { get; }

    /// <summary>Returns the report as a table in plain text, for a terminal or a log.</summary>
    /// <returns>
    /// Several lines, each of which is safe to print: the outcome, the lookups, the attempts. What is not known, or
    /// does not exist, is <c>-</c>. The text may change from version to version; programs read <see cref="ToJson"/>.
    /// </returns>
    public override string ToString() => Reports.ReportTable.Format(this);

    /// <summary>Returns the report as a sequence diagram in the language of Mermaid, for Markdown pages.</summary>
    /// <returns>
    /// The diagram, without a fence around it. Names and paths in it are inert. An arrow stands only for what is known
    /// to have been sent; everything else is a note.
    /// </returns>
    public string ToMermaid() => Reports.ReportDiagram.Format(this);

    /// <summary>Returns the report as JSON, for machines: times in milliseconds, endpoints as text.</summary>
    /// <remarks>
    /// <para>
    /// The shape is a promise: in version 1 no member goes away or changes its type. Members may be added. A member
    /// whose value is not known is there and <c>null</c>.
    /// </para>
    /// <code>
    /// {
    ///   "target": string, "outcome": string, "detail": string, "elapsedMilliseconds": number,
    ///   "lookups": [
    ///     { "name": string, "family": string, "durationMilliseconds": number or null,
    ///       "addresses": [ string ], "error": string or null }
    ///   ],
    ///   "attempts": [
    ///     { "remoteEndpoint": string, "localEndpoint": string or null,
    ///       "startMilliseconds": number, "durationMilliseconds": number,
    ///       "outcome": string, "detail": string,
    ///       "synCount": number or null, "roundTripMilliseconds": number or null, "errno": number or null,
    ///       "icmp": null or
    ///         { "sender": string or null, "type": number, "code": number, "isFromThisMachine": boolean },
    ///       "negotiatedOptions": null or
    ///         { "maximumSegmentSize": number, "sendWindowScale": number or null, "receiveWindowScale": number or null,
    ///           "hasSelectiveAcknowledgment": boolean, "hasTimestamps": boolean, "hasEcn": boolean } }
    ///   ]
    /// }
    /// </code>
    /// <para>
    /// An <c>outcome</c> is the name of an <see cref="AttemptOutcome"/>, a <c>family</c> that of an
    /// <see cref="System.Net.Sockets.AddressFamily"/>, an <c>error</c> that of a
    /// <see cref="System.Net.Sockets.SocketError"/>; a <c>detail</c> is for people.
    /// <see cref="Endpoint.Parse(string)"/> reads the endpoints.
    /// </para>
    /// </remarks>
    /// <returns>One object, without line breaks, all of it ASCII.</returns>
    public string ToJson() => Reports.ReportJson.Format(this);
}

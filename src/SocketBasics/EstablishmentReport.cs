namespace SocketBasics;

/// <summary>
/// What is known about how a connection came to be, or did not: lookups, attempts in their order, times, SYNs, round-trip
/// times, negotiated options, and who said what.
/// </summary>
/// <remarks>
/// <para>Every <see cref="ConnectResult"/> has one, the successful ones as well. It is made when it is first asked for.</para>
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
    internal EstablishmentReport(ConnectResult result, IReadOnlyList<LookupReport> lookups, IReadOnlyList<AttemptReport> attempts)
    {
        Target = result.Target;
        Outcome = result.ToString();
        Elapsed = result.Elapsed;
        Lookups = lookups;
        Attempts = attempts;
    }

    /// <summary>Gets what was connected to, as asked; text that is safe to print.</summary>
    public string Target { get; }

    /// <summary>Gets the outcome on one line, as <see cref="ConnectResult.ToString"/> tells it.</summary>
    public string Outcome { get; }

    /// <summary>Gets the time from the call to the outcome.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Gets the questions to the resolver; none when an endpoint or an address in text was connected to.</summary>
    public IReadOnlyList<LookupReport> Lookups { get; }

    /// <summary>Gets the attempts, in the order in which they were begun.</summary>
    public IReadOnlyList<AttemptReport> Attempts { get; }

    /// <summary>Returns the report as a table in plain text, for a terminal or a log.</summary>
    /// <returns>Several lines, each of which is safe to print.</returns>
    public override string ToString() => Reports.ReportTable.Format(this);

    /// <summary>Returns the report as a sequence diagram in the language of Mermaid, for Markdown pages.</summary>
    /// <returns>The diagram, without a fence around it.</returns>
    public string ToMermaid() => Reports.ReportDiagram.Format(this);

    /// <summary>Returns the report as JSON, for machines: times in milliseconds, endpoints and addresses as text.</summary>
    /// <returns>One object in UTF-16 text, without line breaks.</returns>
    public string ToJson() => Reports.ReportJson.Format(this);
}

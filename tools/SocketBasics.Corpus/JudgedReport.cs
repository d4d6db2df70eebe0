namespace SocketBasics.Corpus;

/// <summary>A report and the label of its line.</summary>
/// <param name="Report">The report.</param>
/// <param name="Label">The label; null when nobody has looked at the report yet.</param>
public sealed record JudgedReport(RuleReport Report, Label? Label);

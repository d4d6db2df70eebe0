namespace SocketBasics.Reports;

internal static class ReportDiagram
{
    public static string Format(EstablishmentReport report) => report.Outcome;
}

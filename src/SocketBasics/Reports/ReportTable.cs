namespace SocketBasics.Reports;

internal static class ReportTable
{
    public static string Format(EstablishmentReport report) => report.Outcome;
}

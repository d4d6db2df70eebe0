namespace SocketBasics.Reports;

internal static class ReportJson
{
    public static string Format(EstablishmentReport report) => report.Outcome;
}

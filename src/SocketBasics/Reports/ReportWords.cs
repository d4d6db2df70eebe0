using System.Net.Sockets;
using SocketBasics.Outcomes;

namespace SocketBasics.Reports;

/// <summary>What table and diagram call the same things.</summary>
internal static class ReportWords
{
    /// <summary>The type of the records that hold a family's addresses (RFC 1035, RFC 3596).</summary>
    public static string RecordType(LookupReport lookup) => lookup.Family switch
    {
        AddressFamily.InterNetwork => "A",
        AddressFamily.InterNetworkV6 => "AAAA",
        _ => lookup.Family.ToString(),
    };

    /// <summary>The words that the answer is made of.</summary>
    public static IEnumerable<string> Answer(LookupReport lookup) => lookup switch
    {
        { Error: { } error } => [ErrorText.For(SocketOperation.Connect, error, default, default).Cause],
        { Duration: null } => ["no answer before the connect was over"],
        _ => lookup.Addresses.Select(static address => address.ToString()),
    };

    /// <summary>A time counted from the call of connect.</summary>
    public static string Offset(TimeSpan time) => "+" + ElapsedText.Format(time);
}

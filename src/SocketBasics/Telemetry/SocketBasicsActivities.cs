using System.Diagnostics;

namespace SocketBasics.Telemetry;

/// <summary>The activity source <c>SocketBasics</c>. docs/telemetry.md lists its activities.</summary>
internal static class SocketBasicsActivities
{
    private static readonly ActivitySource Source = new("SocketBasics");

    public static Activity? StartConnect(string network) =>
        Source.StartActivity("socketbasics.connect", ActivityKind.Client)?.SetTag("network", network);

    /// <summary>Ends the activity of a connect; without a result it was canceled.</summary>
    public static void End(Activity? activity, ConnectResult? result)
    {
        if (activity is null)
            return;

        if (result is not null)
            activity.SetTag("target", result.Target).SetTag("outcome", result.GetType().Name);
        if (result is not ConnectResult.Connected)
            activity.SetStatus(ActivityStatusCode.Error, result?.ToString() ?? "canceled");
        activity.Dispose();
    }
}

namespace SocketBasics.Tests.Abuse;

/// <summary>Turns a hang into a failure. The time is no expectation: a loaded machine stays far below it.</summary>
internal static class HangGuard
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task OrHang(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> OrHang<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task OrHang(this ValueTask task) => task.AsTask().OrHang();

    public static Task<T> OrHang<T>(this ValueTask<T> task) => task.AsTask().OrHang();
}

using SocketBasics.Handshake;
using SocketBasics.Tests.Abuse;
using SocketBasics.Tests.Datagrams;

namespace SocketBasics.Tests.Handshake;

/// <summary>However a capture ends, its descriptors and its thread end with it.</summary>
[Collection(RunsAlone.Name)]
public sealed class CaptureLeakTests
{
    // Seen to fail with: no Dispose of the capture after work that failed.
    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData(Ending.Done)]
    [InlineData(Ending.Failed)]
    [InlineData(Ending.Canceled)]
    public async Task A_capture_leaves_no_descriptor(Ending ending)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Captures need Linux and root.");
        await RunAsync(ending);
        int before = Count();

        for (int i = 0; i < 50; i++)
            await RunAsync(ending);

        Assert.Equal(before, Count());
    }

    public enum Ending
    {
        Done,
        Failed,
        Canceled,
    }

    private static async Task RunAsync(Ending ending)
    {
        using var cancellation = new CancellationTokenSource();
        Task<HandshakeTrace> capture = HandshakeTrace.CaptureAsync(
            Endpoint.Loopback(9),
            async recorder =>
            {
                await Task.Yield();
                if (ending == Ending.Failed)
                    throw new IOException("This work fails.");
                if (ending == Ending.Canceled)
                {
                    Task waiting = recorder.WaitUntilAsync(static _ => false, cancellation.Token);
                    await cancellation.CancelAsync();
                    await waiting;
                }
            },
            cancellationToken: cancellation.Token);

        Exception? exception = await Record.ExceptionAsync(() => capture);
        switch (ending)
        {
            case Ending.Done:
                Assert.Null(exception);
                break;
            case Ending.Failed:
                Assert.IsType<IOException>(exception);
                break;
            default:
                Assert.IsAssignableFrom<OperationCanceledException>(exception);
                break;
        }
    }

    // The sockets and events of captures; what the runtime opens beside them, such as assemblies, is no leak.
    private static int Count()
    {
        OpenSockets.CountWhenSettled();
        return Directory.EnumerateFiles("/proc/self/fd").Count(static descriptor =>
            new FileInfo(descriptor).LinkTarget is { } target
            && (target.StartsWith("socket:", StringComparison.Ordinal) || target.Contains("eventfd", StringComparison.Ordinal)));
    }
}

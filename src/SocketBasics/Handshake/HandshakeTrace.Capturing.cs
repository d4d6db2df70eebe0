using System.Runtime.ExceptionServices;
using System.Runtime.Versioning;
using SocketBasics.Networks;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Handshake;

public sealed partial class HandshakeTrace
{
    /// <summary>
    /// Records the segments of a connection to a server, and ICMP messages about them, while some work runs: a packet
    /// socket with a filter, packet(7). Linux only, and with a privilege.
    /// </summary>
    /// <param name="server">
    /// The server's IP address and port, 1 to 65535. A wildcard such as <see cref="Endpoint.Any(int)"/> stands for all
    /// of its addresses.
    /// </param>
    /// <param name="work">
    /// What shall be recorded: it connects, or waits until somebody does. It can mark moments, and wait until the trace
    /// shows something. It begins when the kernel records.
    /// </param>
    /// <param name="options">What to look at, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">
    /// Ends the capture, but not the work: give it the token as well. The capture always waits for the work's end.
    /// </param>
    /// <returns>
    /// The trace of the first connection to the server that was seen, without any step if there was none.
    /// </returns>
    /// <remarks>
    /// <para>
    /// It needs the capability CAP_NET_RAW, which root has. Without any privilege it works for a program that was
    /// started as a whole in a user namespace and a network namespace of its own, with <c>unshare -Urn</c>, where it
    /// sees that network alone, and has to bring its loopback interface up first: <c>ip link set lo up</c>.
    /// </para>
    /// <para>
    /// The kernel filters before it copies: this process gets nothing but the segments of the connections to that
    /// endpoint, and IPv6 packets with extension headers, of which it drops what is not asked for. Times are the
    /// kernel's. A packet over the loopback interface, which shows everything twice, is
    /// recorded once. When the work is done, what is on its way is waited for
    /// (<see cref="HandshakeCaptureOptions.SettleTime"/>).
    /// </para>
    /// <para>Any number of captures may run at once. Each has two descriptors and a thread until it ends.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// HandshakeTrace trace = await HandshakeTrace.CaptureAsync(listener.LocalEndpoint, async recorder =>
    /// {
    ///     ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint);
    ///     recorder.Mark(HandshakeSide.Client, "connect returns");
    ///     await using Connection client = result.GetConnectionOrThrow();
    ///     await using Connection accepted = await listener.AcceptAsync();
    ///     recorder.Mark(HandshakeSide.Server, "accept returns");
    /// });
    /// Console.WriteLine(trace);
    /// </code>
    /// </example>
    /// <exception cref="ArgumentException">
    /// <paramref name="server"/> is no IP endpoint with a port, the client in <paramref name="options"/> is of another
    /// family, or there is no such interface.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="work"/> is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="SocketOperationException">Permission is missing, or the socket failed.</exception>
    public static async Task<HandshakeTrace> CaptureAsync(
        Endpoint server,
        Func<HandshakeRecorder, Task> work,
        HandshakeCaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        options ??= HandshakeCaptureOptions.Default;
        CaptureTarget target = CheckTarget(server, options.Client);
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Segments can be captured on Linux only.");
        cancellationToken.ThrowIfCancellationRequested();

        var recorder = new HandshakeRecorder(target, options.MaximumPackets);
        using CaptureThread capture = Start(recorder, target, options.Interface);
        Exception? failure = null;
        try
        {
            await KernelTimestamps.WaitAsync(cancellationToken).ConfigureAwait(false);
            await work(recorder).ConfigureAwait(false);
            await SettleAsync(recorder, capture, options.SettleTime, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        capture.Stop();
        NetworkError error = await capture.Ended.ConfigureAwait(false);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return error.IsNone
            ? recorder.ToTrace(capture.TakeMissed())
            : throw SocketOperationException.ForCapture(error, server);
    }

    /// <summary>Connects to a server, and records the segments: how the connect ended, and why.</summary>
    /// <param name="server">The server's IP address and port, 1 to 65535.</param>
    /// <param name="connectOptions">How to connect, or <see langword="null"/> for the defaults.</param>
    /// <param name="options">What to look at, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">
    /// Ends the connect, and with it the capture; nothing can be established later.
    /// </param>
    /// <returns>The outcome and the trace, in which the return of connect is marked.</returns>
    /// <remarks>What <see cref="CaptureAsync"/> needs and does holds here as well.</remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="server"/> is no IP endpoint with a port, or one of the options is unfit for it.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="SocketOperationException">Permission is missing, or the socket failed.</exception>
    public static async Task<TracedConnect> CaptureConnectAsync(
        Endpoint server,
        ConnectOptions? connectOptions = null,
        HandshakeCaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ConnectResult? result = null;
        try
        {
            HandshakeTrace trace = await CaptureAsync(
                server,
                async recorder =>
                {
                    result = await ClientSocket.ConnectAsync(server, connectOptions, cancellationToken)
                        .ConfigureAwait(false);
                    if (ClientOf(result) is { Port: > 0 } client)
                        recorder.Follow(client);
                    recorder.Mark(HandshakeSide.Client, $"connect returns: {Name(result)}", StateAfter(result));
                },
                options,
                cancellationToken).ConfigureAwait(false);
            return new TracedConnect(result!, trace);
        }
        catch
        {
            // The caller never gets it.
            if (result is ConnectResult.Connected(var connection))
                await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Endpoint ClientOf(ConnectResult result) => result is ConnectResult.Connected(var connection)
        ? connection.LocalEndpoint
        : result.Report.Attempts is [.., { LocalEndpoint: { } local }] ? local : default;

    // A connect that failed leaves no connection, whatever segments were seen; one that did not may be over already.
    private static TcpState? StateAfter(ConnectResult result) =>
        result is ConnectResult.Connected ? null : TcpState.Closed;

    private static string Name(ConnectResult result) => result switch
    {
        ConnectResult.Connected => "connected",
        ConnectResult.TimedOut => "timed out",
        ConnectResult.Refused => "refused",
        ConnectResult.Unreachable => "unreachable",
        _ => "failed",
    };

    private static CaptureTarget CheckTarget(Endpoint server, Endpoint? client)
    {
        if (!server.IsIP || server.Port == 0)
            throw new ArgumentException($"{server} is no IP endpoint with a port: a server has one.", nameof(server));

        var target = new CaptureTarget(server, client);
        return target.WantsIPv4 || target.WantsIPv6
            ? target
            : throw new ArgumentException($"{client} and {server} are of different families.", nameof(server));
    }

    [SupportedOSPlatform("linux")]
    private static CaptureThread Start(HandshakeRecorder recorder, CaptureTarget target, string? interfaceName)
    {
        int index = 0;
        if (interfaceName is not null && (index = (int)Libc.FindInterface(interfaceName)) == 0)
            throw new ArgumentException($"No interface is named {PrintableText.Escape(interfaceName)}.");

        NetworkResult<PacketSocket> socket = PacketSocket.Open(CaptureFilter.Build(target), index);
        if (!socket.IsSuccess)
            throw SocketOperationException.ForCapture(socket.Error, target.Server);

        NetworkResult<CaptureThread> capture = CaptureThread.Start(socket.Value, recorder);
        return capture.IsSuccess
            ? capture.Value
            : throw SocketOperationException.ForCapture(capture.Error, target.Server);
    }

    private static async Task SettleAsync(
        HandshakeRecorder recorder, CaptureThread capture, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            await capture.TakeAllAsync().ConfigureAwait(false);
            Task settled = recorder.WaitUntilAsync(static trace => !trace.AwaitsAnswer, patience.Token);
            await Task.WhenAny(settled, capture.Ended).Unwrap().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Some segment has no answer, and none came in time: the trace says so.
        }
    }
}

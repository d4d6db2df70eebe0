using System.Diagnostics.Tracing;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Networks;

namespace SocketBasics.Tests.Errors;

/// <summary>Names that others choose cannot forge a line, steer a terminal or become markup where they are printed.</summary>
public sealed class HostileTextTests
{
    private const string Evil = "a\nb\u001B[31m\u202E<script>&\"'`";
    private const string Escaped = @"a\x0Ab\x1B[31m\xE2\x80\xAE\x3Cscript\x3E\x26\x22\x27\x60";

    public static TheoryData<Endpoint> Endpoints => [Endpoint.Local("/tmp/" + Evil), Endpoint.Abstract(Evil)];

    // Seen to fail with: PrintableText.IsHarmless(byte) returning true for every byte.
    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_local_name_stays_escaped_wherever_it_is_printed(Endpoint hostile)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        var refusing = new ConnectOptions { Network = ScriptedNetwork.Answering(NetworkAttempt.Failed(SocketError.ConnectionRefused)) };
        var failing = new ConnectOptions { Network = ScriptedNetwork.Answering(NetworkAttempt.Failed(SocketError.AccessDenied)) };
        var connected = new ConnectOptions
        {
            Network = ScriptedNetwork.Answering(
                NetworkAttempt.Connected(new FailingConnection(SocketError.ConnectionReset, hostile))),
        };

        ConnectResult refused = await ClientSocket.ConnectAsync(hostile, refusing, token);
        ConnectResult failed = await ClientSocket.ConnectAsync(hostile, failing, token);
        using Connection connection = (await ClientSocket.ConnectAsync(hostile, connected, token)).GetConnectionOrThrow();

        IsHarmless(hostile.ToString());
        IsHarmless(refused.Target);
        IsHarmless(refused.ToString());
        IsHarmless(Assert.Throws<SocketOperationException>(refused.GetConnectionOrThrow).Message);
        IsHarmless(failed.ToString());
        IsHarmless(Assert.IsType<ConnectResult.Failed>(failed).Message);
        IsHarmless(connection.ToString());
        IsHarmless((await Assert.ThrowsAsync<SocketOperationException>(
            async () => await connection.ReceiveAsync(new byte[1], token))).Message);
        IsHarmless(Assert.Throws<SocketOperationException>(() => ServerSocket.Create(
            new() { Network = new ScriptedNetwork { OnBind = () => SocketError.AccessDenied } }).Bind(hostile)).Message);
        IsHarmless(Assert.Throws<ArgumentException>(() => RawSocket.Bind(hostile, RawProtocol.Icmp)).Message);
    }

    [Fact]
    public void A_host_name_stays_escaped_in_the_exception_that_rejects_it() =>
        IsHarmless(Assert.Throws<ArgumentException>(
            "host", () => GC.KeepAlive(ClientSocket.ConnectAsync(
                Evil, 80, null, TestContext.Current.CancellationToken).AsTask())).Message);

    [Fact]
    public async Task A_local_name_stays_escaped_in_events()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Abstract local names exist on Linux only.");
        using var events = new EventTexts();
        string unique = $"{Guid.NewGuid():N}";
        DropListener(Endpoint.Abstract(Evil + unique));

        string? text = null;
        for (int i = 0; text is null && i < 100; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            text = events.Find(unique);
            await Task.Yield();
        }

        Assert.NotNull(text);
        IsHarmless(text);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void DropListener(Endpoint endpoint) => _ = ServerSocket.Create().Bind(endpoint).Listen();

    private static void IsHarmless(string text)
    {
        Assert.Contains(Escaped, text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, static c => char.IsControl(c) || c == '\u202E');
    }

    private sealed class EventTexts : EventListener
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _texts = new();

        public string? Find(string part) => _texts.FirstOrDefault(text => text.Contains(part, StringComparison.Ordinal));

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "SocketBasics")
                EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            _texts?.Enqueue(string.Join(' ', eventData.Payload ?? new([])));
    }
}

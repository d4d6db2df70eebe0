using System.Diagnostics;
using SocketBasics;
using Tour;

// The whole tour takes about two seconds. If this machine answers nothing at all, it still ends.
using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
CancellationToken cancellationToken = deadline.Token;

bool isColored = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
var page = new Page(Console.Out, isColored);
page.Title("SocketBasics: how connections come to be, on this machine, for real");
if (!OperatingSystem.IsLinux())
    page.Title("This tour tells what Linux does; the kernel of this system answers some calls differently.");

long started = Stopwatch.GetTimestamp();
try
{
    // Once unseen, so that the times below are those of the sockets and not of the just-in-time compiler.
    await WalkAsync(new Page(TextWriter.Null, isColored: false), patience: TimeSpan.FromMilliseconds(50));

    // Linux repeats an unanswered SYN after one second: one and a half is enough to see two.
    await WalkAsync(page, patience: TimeSpan.FromSeconds(1.5));
}
catch (Exception exception) when (exception is SocketOperationException or OperationCanceledException)
{
    page.Check($"the tour ended early: {exception.Message}", isTrue: false);
}

page.End(Stopwatch.GetElapsedTime(started));
return page.IsTrue ? 0 : 1;

async Task WalkAsync(Page page, TimeSpan patience)
{
    (ListeningSocket listener, Connection client, Connection accepted) = await Handshake.RunAsync(page, cancellationToken);
    await using (listener)
    await using (client)
    await using (accepted)
    {
        await Conversation.RunAsync(page, client, accepted, cancellationToken);
        await Outcomes.RunAsync(page, listener, patience, cancellationToken);
    }

    await Causes.RunAsync(page, cancellationToken);
    await OtherSockets.RunAsync(page, cancellationToken);
}

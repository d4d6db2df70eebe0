namespace SocketBasics.Tool.Listen;

/// <summary>One run of <c>sockets listen</c>.</summary>
internal sealed class ListenRun(ListenSettings settings, ListenLog log)
{
    private static readonly TimeSpan QueueInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Serves until it is stopped or has had enough callers, and returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var callers = new List<Task>();
        int accepted;
        await using (ListeningSocket listener = Listen())
        {
            // Before anybody is told that they can connect: what they change is a change.
            AcceptQueueStatus? empty = listener.GetQueue();
            log.Listening(listener, settings.Holds);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Task queue = WatchQueueAsync(listener, empty, over.Token);
            accepted = await AcceptAsync(listener, callers, stop);
            await over.CancelAsync();
            await queue;
        }

        await Task.WhenAll(callers);
        log.Stopped(accepted);
        return ExitCode.Success;
    }

    private ListeningSocket Listen()
    {
        try
        {
            return ServerSocket.Create(new() { SaveSyn = settings.SavesSyn })
                .Bind(settings.Endpoint)
                .Listen(settings.Backlog);
        }
        catch (ArgumentException exception)
        {
            throw ToolException.Usage(exception.Message.Split(" (Parameter")[0]);
        }
    }

    private async Task<int> AcceptAsync(ListeningSocket listener, List<Task> callers, CancellationToken stop)
    {
        int accepted = 0;
        try
        {
            if (settings.Holds)
                await Task.Delay(Timeout.Infinite, stop);
            while (settings.Count is null || accepted < settings.Count)
            {
                Connection connection = await listener.AcceptAsync(stop);
                callers.RemoveAll(static caller => caller.IsCompleted);
                callers.Add(Caller.ServeAsync(connection, ++accepted, settings.Echoes, log, stop));
            }
        }
        catch (OperationCanceledException)
        {
            // To be stopped is how it ends.
        }

        return accepted;
    }

    private async Task WatchQueueAsync(ListeningSocket listener, AcceptQueueStatus? last, CancellationToken over)
    {
        using var timer = new PeriodicTimer(QueueInterval);
        try
        {
            while (last is not null && await timer.WaitForNextTickAsync(over))
            {
                if (listener.GetQueue() is { } queue && queue != last)
                {
                    log.Queue(queue);
                    last = queue;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The listener ends.
        }
    }
}

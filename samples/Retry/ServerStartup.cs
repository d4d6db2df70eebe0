using Polly;
using Polly.Retry;
using SocketBasics;

namespace Retry;

/// <summary>Connects to a server that may not have started yet: the order in which programs start is nobody's promise.</summary>
internal static class ServerStartup
{
    private const int MostRetries = 20;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Retries what a server that starts later mends, and nothing else: nobody listens yet (Refused), or its machine is not
    /// up yet (TimedOut). A wrong name or a missing route stays wrong however often it is tried.
    /// </summary>
    /// <param name="onRetry">Called before each pause.</param>
    public static ResiliencePipeline<ConnectResult> CreatePipeline(Action<ConnectResult, TimeSpan> onRetry)
    {
        var retry = new RetryStrategyOptions<ConnectResult>
        {
            ShouldHandle = static attempt =>
                new(attempt.Outcome.Result is ConnectResult.Refused or ConnectResult.TimedOut),
            MaxRetryAttempts = MostRetries,

            // Each pause twice as long as the last, up to a bound, and below it a little different for each client: a
            // thousand of them must not come back in the same instant.
            Delay = FirstDelay,
            MaxDelay = LongestDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            OnRetry = attempt =>
            {
                onRetry(attempt.Outcome.Result!, attempt.RetryDelay);
                return default;
            },
        };
        return new ResiliencePipelineBuilder<ConnectResult>().AddRetry(retry).Build();
    }
}

namespace SocketBasics.Tests.Racing;

/// <summary>The ranges and the defaults of the options that say how patient a connect is.</summary>
public sealed class PatienceOptionTests
{
    [Fact]
    public void The_defaults_are_those_of_the_RFC()
    {
        var options = new ConnectOptions();

        Assert.Equal(TimeSpan.FromSeconds(30), options.Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, options.AttemptTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(250), options.AttemptDelay);
        Assert.Equal(TimeSpan.FromMilliseconds(50), options.ResolutionDelay);
        Assert.Equal(1, options.FirstFamilyCount);
        Assert.Null(options.SynRetries);
        Assert.Null(options.UserTimeout);
        Assert.Null(options.Resolver);
    }

    [Theory]
    [InlineData(nameof(ConnectOptions.Timeout), 0.0001, true)]
    [InlineData(nameof(ConnectOptions.Timeout), 24 * 86_400_000.0, true)]
    [InlineData(nameof(ConnectOptions.Timeout), -1, true)]
    [InlineData(nameof(ConnectOptions.Timeout), 0, false)]
    [InlineData(nameof(ConnectOptions.Timeout), -0.0001, false)]
    [InlineData(nameof(ConnectOptions.Timeout), -2, false)]
    [InlineData(nameof(ConnectOptions.Timeout), 24 * 86_400_000.0 + 1, false)]
    [InlineData(nameof(ConnectOptions.AttemptTimeout), 0.0001, true)]
    [InlineData(nameof(ConnectOptions.AttemptTimeout), 24 * 86_400_000.0, true)]
    [InlineData(nameof(ConnectOptions.AttemptTimeout), -1, true)]
    [InlineData(nameof(ConnectOptions.AttemptTimeout), 0, false)]
    [InlineData(nameof(ConnectOptions.AttemptTimeout), -0.0001, false)]
    [InlineData(nameof(ConnectOptions.AttemptTimeout), 24 * 86_400_000.0 + 1, false)]
    [InlineData(nameof(ConnectOptions.AttemptDelay), 10, true)]
    [InlineData(nameof(ConnectOptions.AttemptDelay), 2_000, true)]
    [InlineData(nameof(ConnectOptions.AttemptDelay), 9.9999, false)]
    [InlineData(nameof(ConnectOptions.AttemptDelay), 2_000.0001, false)]
    [InlineData(nameof(ConnectOptions.AttemptDelay), -1, false)]
    [InlineData(nameof(ConnectOptions.ResolutionDelay), 0, true)]
    [InlineData(nameof(ConnectOptions.ResolutionDelay), 2_000, true)]
    [InlineData(nameof(ConnectOptions.ResolutionDelay), -0.0001, false)]
    [InlineData(nameof(ConnectOptions.ResolutionDelay), -1, false)]
    [InlineData(nameof(ConnectOptions.ResolutionDelay), 2_000.0001, false)]
    [InlineData(nameof(ConnectOptions.UserTimeout), 1, true)]
    [InlineData(nameof(ConnectOptions.UserTimeout), 24 * 86_400_000.0, true)]
    [InlineData(nameof(ConnectOptions.UserTimeout), 0.9999, false)]
    [InlineData(nameof(ConnectOptions.UserTimeout), 0, false)]
    [InlineData(nameof(ConnectOptions.UserTimeout), -1, false)]
    [InlineData(nameof(ConnectOptions.UserTimeout), 24 * 86_400_000.0 + 1, false)]
    public void A_time_is_taken_within_its_bounds_alone(string option, double milliseconds, bool isTaken)
    {
        TimeSpan time = TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond));

        TimeSpan? Set() => option switch
        {
            nameof(ConnectOptions.Timeout) => new ConnectOptions { Timeout = time }.Timeout,
            nameof(ConnectOptions.AttemptTimeout) => new ConnectOptions { AttemptTimeout = time }.AttemptTimeout,
            nameof(ConnectOptions.AttemptDelay) => new ConnectOptions { AttemptDelay = time }.AttemptDelay,
            nameof(ConnectOptions.ResolutionDelay) => new ConnectOptions { ResolutionDelay = time }.ResolutionDelay,
            _ => new ConnectOptions { UserTimeout = time }.UserTimeout,
        };

        if (isTaken)
            Assert.Equal(time, Set());
        else
            Assert.Throws<ArgumentOutOfRangeException>("value", () => Set());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(127, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(128, false)]
    [InlineData(int.MaxValue, false)]
    public void SynRetries_are_1_to_127(int retries, bool isTaken)
    {
        if (isTaken)
            Assert.Equal(retries, new ConnectOptions { SynRetries = retries }.SynRetries);
        else
            Assert.Throws<ArgumentOutOfRangeException>("value", () => new ConnectOptions { SynRetries = retries });
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(int.MaxValue, true)]
    [InlineData(0, false)]
    [InlineData(int.MinValue, false)]
    public void The_first_family_counts_once_at_least(int count, bool isTaken)
    {
        if (isTaken)
            Assert.Equal(count, new ConnectOptions { FirstFamilyCount = count }.FirstFamilyCount);
        else
            Assert.Throws<ArgumentOutOfRangeException>("value", () => new ConnectOptions { FirstFamilyCount = count });
    }

    [Fact]
    public void Options_that_may_be_left_to_the_system_can_be_set_back_to_it()
    {
        var set = new ConnectOptions { SynRetries = 3, UserTimeout = TimeSpan.FromSeconds(1) };

        ConnectOptions options = set with { SynRetries = null, UserTimeout = null };

        Assert.Null(options.SynRetries);
        Assert.Null(options.UserTimeout);
    }
}

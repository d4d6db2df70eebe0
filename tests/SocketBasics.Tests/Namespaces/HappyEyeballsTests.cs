namespace SocketBasics.Tests.Namespaces;

/// <summary>Happy Eyeballs (RFC 8305) on the real kernel: the server is well over IPv4, and over IPv6 not always.</summary>
/// <remarks>
/// A busy machine keeps no narrow upper bounds. That nobody waited for the delay shows because it was set to two seconds.
/// </remarks>
public sealed class HappyEyeballsTests(Races races) : IClassFixture<Races>
{
    private const string V4 = "10.77.2.2";
    private const string V6 = "2001:db8:77:2::2";

    // Timers count by a clock that moves by the tick of the kernel, up to 10 ms (CLOCK_MONOTONIC_COARSE).
    private const double Tick = 20;
    private const double AttemptDelay = 250 - Tick;
    private const double LongAttemptDelay = 2_000 - Tick;

    [Fact]
    public void A_name_whose_IPv6_works_is_connected_over_IPv6_alone()
    {
        RaceRow row = races.To("whole.example");

        AssertConnected(row, [$"{V6} Connected"]);
    }

    // Seen to fail with: losers not canceled in EndAttemptsAsync; no attempt delay.
    [Theory]
    [InlineData("dropped.example")]
    [InlineData("dropped-by-file.example")]
    public void IPv4_is_tried_beside_IPv6_that_does_not_answer(string name)
    {
        RaceRow row = races.To(name);

        AssertConnected(row, [$"{V6} Abandoned", $"{V4} Connected"]);
        Assert.InRange(row.Attempts[1].Start - row.Attempts[0].Start, AttemptDelay, double.MaxValue);
        AssertLostTo(row.Attempts[1], row.Attempts[0]);
    }

    [Theory]
    [InlineData("prohibited.example", "Unreachable")]
    [InlineData("reset.example", "Refused")]
    public void IPv4_is_tried_at_once_when_IPv6_is_rejected(string name, string outcome)
    {
        RaceRow row = races.To(name);

        AssertConnected(row, [$"{V6} {outcome}", $"{V4} Connected"]);
        Assert.InRange(row.Attempts[1].Start, row.Attempts[0].End, LongAttemptDelay);
    }

    [Fact]
    public void IPv4_is_tried_beside_IPv6_that_is_slow()
    {
        RaceRow row = races.To("slow.example");

        AssertConnected(row, [$"{V6} Abandoned", $"{V4} Connected"]);
        Assert.InRange(row.Attempts[1].Start - row.Attempts[0].Start, AttemptDelay, double.MaxValue);
        AssertLostTo(row.Attempts[1], row.Attempts[0]);
    }

    [Fact]
    public void IPv6_that_is_slow_wins_when_it_has_the_field_to_itself()
    {
        RaceRow row = races.To("slow-but-alone.example");

        // A machine that is busy for a second lets the other one in, and then either may win.
        Assert.Equal("Connected", row.Outcome);
        Assert.Equal(1, row.Opened);
        if (row.Attempts.Count == 1)
            Assert.Equal((V6, "Connected", "2"), (row.Attempts[0].Address, row.Attempts[0].Outcome, row.Attempts[0].SynCount));
        else
            Assert.InRange(row.Attempts[1].Start, LongAttemptDelay, double.MaxValue);
    }

    // Seen to fail with: attempts that the end of the time cuts off called abandoned.
    [Fact]
    public void A_name_that_answers_over_neither_is_TimedOut_with_both_attempts()
    {
        RaceRow row = races.To("silent.example");

        Assert.Equal("TimedOut Handshake", row.Outcome);
        Assert.Equal(0, row.Opened);
        Assert.Equal([$"{V6} TimedOut", $"{V4} TimedOut"], row.Attempts.Select(static one => $"{one.Address} {one.Outcome}"));
        Assert.All(row.Attempts, static attempt => Assert.InRange(attempt.End, 1_500 - Tick, double.MaxValue));
    }

    /// <summary>It ended when the winner had won; the time-out of 30 s would be far later.</summary>
    private static void AssertLostTo(RaceRowAttempt winner, RaceRowAttempt loser) =>
        Assert.InRange(loser.End, winner.End, 20_000);

    private static void AssertConnected(RaceRow row, string[] attempts)
    {
        Assert.Equal("Connected", row.Outcome);
        Assert.Equal(attempts, row.Attempts.Select(static attempt => $"{attempt.Address} {attempt.Outcome}"));
        Assert.Equal(1, row.Opened);
    }
}

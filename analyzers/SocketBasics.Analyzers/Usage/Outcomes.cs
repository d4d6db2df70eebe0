namespace SocketBasics.Analyzers;

/// <summary>The cases of a connect result, as a set; and null, which a pattern can match, too.</summary>
[Flags]
internal enum Outcomes
{
    None = 0,
    Connected = 1,
    TimedOut = 2,
    Refused = 4,
    Unreachable = 8,
    Failed = 16,
    Null = 32,

    /// <summary>The four in which there is no connection.</summary>
    Failures = TimedOut | Refused | Unreachable | Failed,

    /// <summary>All that a connect can end with.</summary>
    All = Connected | Failures,

    /// <summary>All that a variable can hold.</summary>
    Everything = All | Null,
}

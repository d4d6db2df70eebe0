namespace SocketBasics;

/// <summary>How one attempt of a connect ended: the cases of <see cref="ConnectResult"/>, and one more.</summary>
public enum AttemptOutcome
{
    /// <summary>The handshake was completed.</summary>
    Connected,

    /// <summary>Nobody answered in time.</summary>
    TimedOut,

    /// <summary>Somebody at the address said no.</summary>
    Refused,

    /// <summary>Somebody on the way, or this machine, said that it cannot get there.</summary>
    Unreachable,

    /// <summary>Everything else.</summary>
    Failed,

    /// <summary>Another attempt was faster: this one was closed before it was decided, or reset when it had just been.</summary>
    Abandoned,
}

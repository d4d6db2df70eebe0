namespace SocketBasics.Tool;

/// <summary>The exit codes of all commands: those of the outcomes, and beside them those of sysexits.h.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int NothingSeen = 1;
    public const int Refused = 3;
    public const int TimedOut = 4;
    public const int Unreachable = 5;
    public const int Failed = 6;

    /// <summary>EX_USAGE.</summary>
    public const int Usage = 64;

    /// <summary>EX_UNAVAILABLE.</summary>
    public const int Unavailable = 69;

    /// <summary>EX_OSERR.</summary>
    public const int SystemError = 71;

    /// <summary>EX_CANTCREAT.</summary>
    public const int CannotCreate = 73;

    /// <summary>EX_NOPERM.</summary>
    public const int NoPermission = 77;

    /// <summary>What a shell makes of a signal.</summary>
    public const int SignalBase = 128;

    public static int Of(ConnectResult result) => result switch
    {
        ConnectResult.Connected => Success,
        ConnectResult.Refused => Refused,
        ConnectResult.TimedOut => TimedOut,
        ConnectResult.Unreachable => Unreachable,
        ConnectResult.Failed => Failed,
    };
}

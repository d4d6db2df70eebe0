using System.ComponentModel;
using System.Diagnostics;

namespace SocketBasics.Tool.Tests;

/// <summary>What this machine allows, and what a test skips without.</summary>
internal static class Machine
{
    private const int NetRaw = 13;
    private const int Interrupt = 2;

    // setpriv(1): root gets back with exec what is in the bounding set, and nothing else.
    private static readonly string[] WithoutNetRaw = ["setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw"];

    private static bool CanRecord => OperatingSystem.IsLinux() && (Status("CapEff:") >> NetRaw & 1) == 1;

    public static void SkipUnlessItRecords() =>
        Assert.SkipUnless(CanRecord, "needs Linux and the capability CAP_NET_RAW");

    /// <summary>Returns the command that takes the privilege to record away, if it is there.</summary>
    public static string[] Unprivileged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        if (!CanRecord)
            return [];
        Assert.SkipUnless(CanRun([.. WithoutNetRaw, "true"]), "needs setpriv(1)");
        return WithoutNetRaw;
    }

    /// <summary>Returns the command that starts a program in a network of its own, without any route.</summary>
    public static string[] WithoutNetwork()
    {
        string[] unshare = Environment.IsPrivilegedProcess
            ? ["unshare", "--net"]
            : ["unshare", "--user", "--map-root-user", "--net"];
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && CanRun([.. unshare, "true"]), "needs root, or unprivileged user namespaces");
        return unshare;
    }

    /// <summary>Skips where a signal cannot be sent, or every child ignores it.</summary>
    public static void SkipWithoutSignal(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        Assert.SkipWhen(
            signal == "INT" && (Status("SigIgn:") >> (Interrupt - 1) & 1) == 1,
            "SIGINT is ignored here, and so by every child");
    }

    private static ulong Status(string key) => Convert.ToUInt64(
        File.ReadLines("/proc/self/status")
            .Single(line => line.StartsWith(key, StringComparison.Ordinal))
            .Split('\t')[1],
        16);

    private static bool CanRun(string[] command)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

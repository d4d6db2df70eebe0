using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace SocketBasics.Tests.Datagrams;

/// <summary>
/// A thread that leaves what the process shares, and ends afterward: on Linux the network namespace, umask, working
/// directory, file-system user and capabilities belong to the thread (unshare(2), credentials(7)).
/// </summary>
internal static partial class OwnThread
{
    /// <summary>Commands that wait for fd09::1: the kernel makes an IPv6 address's local route behind the command's back.</summary>
    public const string UntilIPv6IsReady =
        "\nfor i in $(seq 1000); do if ip -6 route show table local | grep -q 'local fd09::1 '; then break; fi; done";

    private const int CloneFs = 0x200;
    private const int CloneNewNet = 0x40000000;
    private const int SetNoNewPrivileges = 38;
    private const int SetSeccomp = 22;
    private const int FilterMode = 2;
    private const uint CapabilityVersion3 = 0x20080522;

    /// <summary>Runs with a umask and working directory of its own.</summary>
    public static void WithOwnFileAttributes(Action action) => Run(CloneFs, action);

    /// <summary>Makes sockets in a network of its own, in which the shell commands were run. They keep living there.</summary>
    public static T InOwnNetwork<T>(string commands, Func<T> make)
    {
        T result = default!;
        Run(CloneNewNet, () =>
        {
            Shell(commands);
            result = make();
        });
        return result;
    }

    /// <summary>Runs without one effective capability, by its number.</summary>
    public static void WithoutCapability(int number, Action action) => Run(0, () =>
    {
        uint[] header = [CapabilityVersion3, 0];
        uint[] sets = new uint[6];
        Assert.Equal(0, GetCapabilities(header, sets));
        sets[number / 32 * 3] &= ~(1u << (number % 32));
        Assert.Equal(0, SetCapabilities(header, sets));
        action();
    });

    /// <summary>Runs with file permissions of the user "nobody"; needs root.</summary>
    public static void AsNobodyInFiles(Action action) => Run(CloneFs, () =>
    {
        _ = SetFileSystemUser(65534);
        action();
    });

    /// <summary>
    /// Runs while a system call, by its number on x64, fails with an error: what file systems and security policies do,
    /// made by a filter of the thread's own (seccomp(2)).
    /// </summary>
    public static unsafe void WithFailingCall(int number, int errno, Action action)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "System calls have other numbers here.");
        Run(CloneFs, () =>
        {
            // struct sock_filter { u16 code; u8 jt, jf; u32 k; }: load the number, compare, return an error or allow.
            ulong[] filter =
            [
                0x20,
                0x15 | (1ul << 24) | ((ulong)(uint)number << 32),
                0x06 | ((0x00050000ul | (uint)errno) << 32),
                0x06 | (0x7fff0000ul << 32),
            ];
            fixed (ulong* start = filter)
            {
                // struct sock_fprog { u16 length; struct sock_filter *filter; }
                nint* program = stackalloc nint[2] { filter.Length, (nint)start };
                Assert.Equal(0, ControlProcess(SetNoNewPrivileges, 1, 0, 0, 0));
                Assert.SkipUnless(
                    ControlProcess(SetSeccomp, FilterMode, (nint)program, 0, 0) == 0,
                    $"prctl(2) fails with errno {Marshal.GetLastPInvokeError()}: this kernel has no filters of system calls.");
            }

            action();
        });
    }

    public static int SetUmask(int mask) => Umask(mask);

    public static void ChangeDirectory(ReadOnlySpan<byte> path) => Assert.Equal(0, NativeChangeDirectory([.. path, 0]));

    public static void Shell(string commands)
    {
        // A child is made by the thread that asks for it, and begins with that thread's namespaces.
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-ec", commands]) { RedirectStandardError = true })!;
        string errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.SkipUnless(shell.ExitCode == 0, $"The test's network cannot be made here: {errors}");
    }

    private static void Run(int flags, Action action)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux gives a thread its own attributes.");
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Assert.SkipUnless(Unshare(flags) == 0, $"unshare(2) fails with errno {Marshal.GetLastPInvokeError()}: it needs root.");
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ControlProcess(int option, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int Umask(int mask);

    [LibraryImport("libc", EntryPoint = "chdir", SetLastError = true)]
    private static partial int NativeChangeDirectory(byte[] path);

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);

    [LibraryImport("libc", EntryPoint = "capget", SetLastError = true)]
    private static partial int GetCapabilities([In] uint[] header, [In, Out] uint[] sets);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static partial int SetCapabilities([In] uint[] header, [In, Out] uint[] sets);
}

using System.Runtime.InteropServices;

namespace SocketBasics.Probe;

/// <summary>Refuses system calls to the thread that asks for it, and to those that it starts (seccomp(2)).</summary>
internal static unsafe partial class Sandbox
{
    private const int PR_SET_NO_NEW_PRIVS = 38;
    private const int PR_SET_SECCOMP = 22;
    private const int SECCOMP_MODE_FILTER = 2;

    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    public static uint CreateEpoll => IsX64 ? 291u : 20u;

    public static uint ControlEpoll => IsX64 ? 233u : 21u;

    public static uint Clone => IsX64 ? 56u : 220u;

    public static uint Clone3 => 435u;

    /// <summary>From now on the call ends with the error.</summary>
    /// <returns>Whether the kernel takes the filter.</returns>
    public static bool TryRefuse(uint call, uint errno)
    {
        ulong* instructions = stackalloc ulong[]
        {
            Instruction(0x20, 0, 0, 0), // load the number of the call
            Instruction(0x15, 0, 1, call), // is it this one?
            Instruction(0x06, 0, 0, 0x0005_0000 | errno), // SECCOMP_RET_ERRNO
            Instruction(0x06, 0, 0, 0x7fff_0000), // SECCOMP_RET_ALLOW
        };
        FilterProgram program = new() { Length = 4, Instructions = instructions };
        return Control(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && Control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (nint)(&program), 0, 0) == 0;
    }

    // struct sock_filter { u16 code; u8 jt, jf; u32 k; }
    private static ulong Instruction(ushort code, byte ifTrue, byte ifFalse, uint constant) =>
        code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)constant << 32);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint first, nint second, nint third, nint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public ulong* Instructions;
    }
}

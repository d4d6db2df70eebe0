using System.Net.Sockets;
using System.Runtime.InteropServices;
using SocketBasics.Networks;

namespace SocketBasics.Probe;

/// <summary>Tells which network the process uses.</summary>
internal static unsafe partial class NetworkProbe
{
    private const int PR_SET_NO_NEW_PRIVS = 38;
    private const int PR_SET_SECCOMP = 22;
    private const int SECCOMP_MODE_FILTER = 2;

    public static void Run(string setting, TextWriter output)
    {
        if (setting.Length > 0)
            AppContext.SetData("SocketBasics.Network", setting);
        output.WriteLine(Network.Default.Name);
    }

    /// <summary>A sandbox refuses epoll_create1(2) with EPERM, as some containers do with other calls (seccomp(2)).</summary>
    public static void RunWithoutEpoll(TextWriter output)
    {
        // The framework has epoll instances of its own, which it needs, too: it gets them before.
        new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Dispose();
        uint number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 291u : 20u;
        ulong* instructions = stackalloc ulong[]
        {
            Instruction(0x20, 0, 0, 0), // load the number of the call
            Instruction(0x15, 0, 1, number), // is it epoll_create1?
            Instruction(0x06, 0, 0, 0x0005_0001), // SECCOMP_RET_ERRNO with EPERM
            Instruction(0x06, 0, 0, 0x7fff_0000), // SECCOMP_RET_ALLOW
        };
        FilterProgram program = new() { Length = 4, Instructions = instructions };
        if (Control(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
            || Control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (nint)(&program), 0, 0) != 0)
        {
            output.WriteLine("no seccomp");
            return;
        }

        using BoundServerSocket server = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        output.WriteLine($"{Network.Default.Name} {(Network.Epoll is null ? "without" : "with")} epoll, bound");
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

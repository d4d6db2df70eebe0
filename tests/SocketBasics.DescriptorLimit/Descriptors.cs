using System.Runtime.InteropServices;

namespace SocketBasics.DescriptorLimit;

/// <summary>Uses up the descriptors of this process: setrlimit(2) lowers the limit, dup(2) fills what is left of it.</summary>
internal static partial class Descriptors
{
    // Linux's RLIMIT_NOFILE and EMFILE.
    private const int RLIMIT_NOFILE = 7;
    private const int EMFILE = 24;

    private static readonly Stack<int> Filling = new();

    public static void Limit(ulong count)
    {
        if (GetLimit(RLIMIT_NOFILE, out Limits limits) != 0)
            throw new InvalidOperationException("getrlimit failed.");
        limits.Soft = count;
        if (SetLimit(RLIMIT_NOFILE, in limits) != 0)
            throw new InvalidOperationException("setrlimit failed.");
    }

    public static void Exhaust()
    {
        int descriptor;
        while ((descriptor = Duplicate(0)) >= 0)
            Filling.Push(descriptor);
        if (Marshal.GetLastPInvokeError() != EMFILE)
            throw new InvalidOperationException("dup failed, but not with EMFILE.");
    }

    public static void FreeOne() => _ = Close(Filling.Pop());

    public static void FreeAll()
    {
        while (Filling.Count > 0)
            FreeOne();
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, out Limits limits);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limits limits);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    private struct Limits
    {
        public ulong Soft;
        public ulong Hard;
    }
}

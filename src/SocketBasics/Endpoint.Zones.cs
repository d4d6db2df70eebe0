using System.Runtime.InteropServices;

namespace SocketBasics;

// RFC 4007, section 11: the zone of an address, by the name of an interface.
public readonly partial struct Endpoint
{
    private const int MaxUnixInterfaceName = 15; // IFNAMSIZ with its terminating NUL is 16
    private const int MaxWindowsInterfaceName = 256; // NDIS_IF_MAX_STRING_SIZE

    private static bool TryGetInterfaceIndex(ReadOnlySpan<byte> name, out uint index)
    {
        index = 0;
        // musl cuts a longer name to fit and looks up what is left; a NUL would do the same anywhere.
        int max = OperatingSystem.IsWindows() ? MaxWindowsInterfaceName : MaxUnixInterfaceName;
        if (name.Length > max || name.Contains((byte)0)) return false;

        Span<byte> terminated = stackalloc byte[MaxWindowsInterfaceName + 1];
        terminated.Clear();
        name.CopyTo(terminated);
        try
        {
            index = OperatingSystem.IsWindows()
                ? WindowsInterfaceNameToIndex(ref MemoryMarshal.GetReference(terminated))
                : UnixInterfaceNameToIndex(ref MemoryMarshal.GetReference(terminated));
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without interfaces that have names: no name is known.
        }

        return index != 0;
    }

    [LibraryImport("libc", EntryPoint = "if_nametoindex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint UnixInterfaceNameToIndex(ref byte name);

    [LibraryImport("iphlpapi.dll", EntryPoint = "if_nametoindex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint WindowsInterfaceNameToIndex(ref byte name);
}

using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Epoll;

/// <summary><c>struct epoll_event</c>: what happened, and to which generation of which slot.</summary>
/// <remarks>
/// On x86 the two members lie side by side (the kernel packs the structure on x86-64); elsewhere the second one is aligned
/// to 8 bytes. So the events are read by offset.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal unsafe struct EpollEvent
{
    public static readonly int Size =
        RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 12 : 16;

    private fixed uint _words[4];

    public EpollEvent(EpollEvents events, int slot, int generation)
    {
        _words[0] = (uint)events;
        fixed (uint* words = _words)
            *(ulong*)((byte*)words + DataOffset) = ((ulong)(uint)generation << 32) | (uint)slot;
    }

    public readonly EpollEvents Events => (EpollEvents)_words[0];

    public readonly int Slot => (int)(uint)Data;

    public readonly int Generation => (int)(Data >> 32);

    private static int DataOffset => Size - sizeof(ulong);

    private readonly ulong Data
    {
        get
        {
            fixed (uint* words = _words)
                return *(ulong*)((byte*)words + DataOffset);
        }
    }

    public static EpollEvent Read(byte* buffer, int index)
    {
        EpollEvent read = default;
        Buffer.MemoryCopy(buffer + (index * Size), read._words, sizeof(EpollEvent), Size);
        return read;
    }
}

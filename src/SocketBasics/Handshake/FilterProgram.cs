using System.Runtime.InteropServices;

namespace SocketBasics.Handshake;

/// <summary>A program of the kernel's packet filter, in classic BPF (Linux: Documentation/networking/filter.rst).</summary>
/// <remarks>
/// Jumps go forward to labels, and a label that is null is the next instruction. A load behind the packet's end makes the
/// kernel drop the packet.
/// </remarks>
internal sealed class FilterProgram
{
    private readonly List<(Instruction Instruction, string? IfTrue, string? IfFalse)> _instructions = [];
    private readonly Dictionary<string, int> _labels = [];

    /// <summary>BPF_LD: 1, 2 or 4 bytes at a place in the packet, or behind the index register.</summary>
    public void Load(int size, uint offset, bool isIndexed = false) =>
        Add((size switch { 1 => 0x30, 2 => 0x28, _ => 0x20 }) + (isIndexed ? 0x20 : 0), offset);

    /// <summary>BPF_LDX BPF_MSH: the index register becomes the length of the IPv4 header at the packet's beginning.</summary>
    public void LoadHeaderLength() => Add(0xB1, 0);

    /// <summary>The index register becomes the offset of what follows the IPv4 header that is quoted behind it.</summary>
    public void SkipQuotedHeader(uint offset)
    {
        Load(1, offset, isIndexed: true);
        Add(0x54, 0xF);  // and
        Add(0x64, 2);    // shift left
        Add(0x0C, 0);    // add the index register
        Add(0x04, offset);
        Add(0x07, 0);    // to the index register
    }

    /// <summary>BPF_JEQ: goes on by whether the value that was loaded is this one.</summary>
    public void JumpIfEqual(uint value, string? then, string? otherwise) => Add(0x15, value, then, otherwise);

    /// <summary>BPF_JSET: goes on by whether the value that was loaded has any of these bits.</summary>
    public void JumpIfAny(uint bits, string? then, string? otherwise) => Add(0x45, bits, then, otherwise);

    /// <summary>BPF_RET: takes so many bytes of the packet, or none of it.</summary>
    public void Return(uint bytes) => Add(0x06, bytes);

    /// <summary>Names the next instruction.</summary>
    public void Label(string name) => _labels.Add(name, _instructions.Count);

    /// <summary>Resolves the labels.</summary>
    public Instruction[] Build() => [.. _instructions.Select((item, index) => item.Instruction with
    {
        IfTrue = Distance(item.IfTrue, index),
        IfFalse = Distance(item.IfFalse, index),
    })];

    private byte Distance(string? label, int index) =>
        label is null ? (byte)0 : checked((byte)(_labels[label] - index - 1));

    private void Add(int code, uint value, string? ifTrue = null, string? ifFalse = null) =>
        _instructions.Add((new Instruction((ushort)code, 0, 0, value), ifTrue, ifFalse));

    /// <summary><c>struct sock_filter</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);
}

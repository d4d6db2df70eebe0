using System.Buffers;

namespace SocketBasics.Conformance;

/// <summary>A part of a sequence of bytes that lie in several places.</summary>
internal sealed class SequencePart : ReadOnlySequenceSegment<byte>
{
    private SequencePart(ReadOnlyMemory<byte> memory, long position) => (Memory, RunningIndex) = (memory, position);

    /// <summary>Makes a sequence of the message, in parts of these lengths, each in memory of its own.</summary>
    public static ReadOnlySequence<byte> Split(byte[] message, params int[] lengths)
    {
        SequencePart? first = null;
        SequencePart? last = null;
        int position = 0;
        foreach (int length in lengths)
        {
            var part = new SequencePart(message.AsMemory(position, length).ToArray(), position);
            position += length;
            first ??= part;
            if (last is not null)
                last.Next = part;
            last = part;
        }

        return first is null ? default : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }
}

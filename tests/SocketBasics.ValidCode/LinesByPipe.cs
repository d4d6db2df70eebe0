using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Lines, of which a read may bring half or three.</summary>
public static class LinesByPipe
{
    public static async IAsyncEnumerable<string> ReadAsync(
        NetworkStream stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PipeReader reader = PipeReader.Create(stream);
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = result.Buffer;
            while (TryTakeLine(ref buffer, out ReadOnlySequence<byte> line))
                yield return Encoding.UTF8.GetString(line);

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                break;
        }

        await reader.CompleteAsync();
    }

    /// <summary>Fills a pipe from a socket.</summary>
    public static async Task FillAsync(Socket socket, PipeWriter writer, CancellationToken cancellationToken)
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                Memory<byte> memory = writer.GetMemory(512);
                int read = await socket.ReceiveAsync(memory, SocketFlags.None, cancellationToken);
                if (read == 0)
                    break;
                writer.Advance(read);
                FlushResult flushed = await writer.FlushAsync(cancellationToken);
                if (flushed.IsCompleted)
                    break;
            }
        }
        catch (SocketException e)
        {
            error = e;
        }

        await writer.CompleteAsync(error);
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }
}

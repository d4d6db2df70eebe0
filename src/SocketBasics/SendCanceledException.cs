using System.Diagnostics.CodeAnalysis;

namespace SocketBasics;

/// <summary>
/// A send was canceled after a part of its bytes had gone: the stream is cut in the middle, and the connection can only
/// be closed.
/// </summary>
/// <remarks>A send that is canceled before its first byte throws a plain <see cref="OperationCanceledException"/>, and the connection lives on.</remarks>
[SuppressMessage("Design", "CA1032", Justification = "Made by this library alone; without its number it would be a plain cancellation.")]
public sealed class SendCanceledException : OperationCanceledException
{
    internal SendCanceledException(long bytesSent, CancellationToken cancellationToken)
        : base(
            $"The send was canceled after {bytesSent} bytes of it had gone. The stream is cut there: close the connection.",
            cancellationToken) => BytesSent = bytesSent;

    /// <summary>Gets how many bytes of the canceled send the kernel had taken, 1 or more.</summary>
    public long BytesSent { get; }
}

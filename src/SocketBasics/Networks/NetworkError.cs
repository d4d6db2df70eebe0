using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace SocketBasics.Networks;

/// <summary>
/// What a network answered to one operation: success, or the error in the vocabulary of <see cref="SocketError"/>,
/// with the kernel's own number where it is known.
/// </summary>
/// <remarks>
/// <para>
/// A value, because networks report failures without exceptions: refusals, resets and time-outs are the ordinary
/// path of a library that establishes connections. The layer above makes an exception only when a user sees it.
/// </para>
/// <para>
/// <see cref="SocketError.OperationAborted"/> is reserved: it means that the operation ended because its token was
/// canceled or its socket was disposed, and that nothing of it is left in the kernel.
/// </para>
/// <para>The default value is success.</para>
/// </remarks>
/// <param name="Code">The error, or <see cref="SocketError.Success"/>.</param>
/// <param name="Errno">
/// The operating system's own error number (<c>errno</c> on Unix) as the kernel gave it, or <see langword="null"/>
/// where the network cannot know it. Never computed back from <paramref name="Code"/>: several numbers share a code.
/// </param>
[Experimental("SB0001")]
public readonly record struct NetworkError(SocketError Code, int? Errno = null)
{
    /// <summary>Gets the value that means success.</summary>
    public static NetworkError None => default;

    /// <summary>Gets the error of an operation that was canceled, or whose socket was disposed under it.</summary>
    public static NetworkError Aborted => new(SocketError.OperationAborted);

    /// <summary>Gets the error of an operation that this network does not offer.</summary>
    public static NetworkError NotSupported => new(SocketError.OperationNotSupported);

    /// <summary>Gets a value indicating whether this is success.</summary>
    public bool IsNone => Code == SocketError.Success;

    /// <summary>Gets a value indicating whether this is <see cref="Aborted"/>.</summary>
    public bool IsAborted => Code == SocketError.OperationAborted;

    /// <summary>
    /// Gets a value indicating whether an established connection is over with this error. The kernel tells it once; what
    /// comes afterward looks like an ordinary end.
    /// </summary>
    internal bool BreaksConnection => Code is SocketError.ConnectionReset or SocketError.ConnectionAborted
        or SocketError.TimedOut or SocketError.NetworkReset or SocketError.HostUnreachable or SocketError.NetworkUnreachable;

    /// <summary>Wraps a code whose system number is not known.</summary>
    /// <param name="code">The error.</param>
    public static implicit operator NetworkError(SocketError code) => new(code);

    /// <summary>Wraps a code whose system number is not known.</summary>
    /// <param name="code">The error.</param>
    /// <returns>The same code as a network error.</returns>
    public static NetworkError FromSocketError(SocketError code) => new(code);

    /// <summary>Returns the code, and the system's number where it is known: <c>HostUnreachable (errno 113)</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Errno is { } errno ? $"{Code} (errno {errno})" : Code.ToString();
}

using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Outcomes;

namespace SocketBasics;

/// <summary>
/// The failure of a local operation (bind, listen, an option) or of an established connection (send, receive). Its
/// message always says the operation, the endpoints, the cause, and what to do about it.
/// </summary>
/// <remarks>
/// <para>
/// How a connect ended is not an exception but a value: <see cref="ConnectResult"/>. Only
/// <see cref="ConnectResult.GetConnectionOrThrow"/> turns such a value into this exception. Cancellation is
/// <see cref="OperationCanceledException"/>, use after dispose <see cref="ObjectDisposedException"/>.
/// </para>
/// <para>
/// It derives from <see cref="SocketException"/>, so that existing <c>catch</c> clauses and retry policies see it.
/// Compare <see cref="SocketException.SocketErrorCode"/> rather than numbers, which differ between systems.
/// </para>
/// </remarks>
[SuppressMessage("Design", "CA1032", Justification = "Made by this library alone; a message without its data would lie.")]
public sealed class SocketOperationException : SocketException
{
    private SocketOperationException(
        SocketOperation operation, NetworkError error, Endpoint local, Endpoint remote, ErrorText text, string message)
        : base((int)error.Code, message)
    {
        Operation = operation;
        LocalEndpoint = local.Kind == EndpointKind.Unspecified ? null : local;
        RemoteEndpoint = remote.Kind == EndpointKind.Unspecified ? null : remote;
        Cause = text.Cause;
        Remedy = text.Remedy;
        Errno = error.Errno;
    }

    /// <summary>Gets what was being done.</summary>
    public SocketOperation Operation { get; }

    /// <summary>Gets the endpoint of this side, or <see langword="null"/> when there was none yet.</summary>
    public Endpoint? LocalEndpoint { get; }

    /// <summary>Gets the endpoint of the other side, or <see langword="null"/> when the operation has none.</summary>
    public Endpoint? RemoteEndpoint { get; }

    /// <summary>Gets what went wrong, in a few words.</summary>
    public string Cause { get; }

    /// <summary>Gets what to do about it, in a few words.</summary>
    public string Remedy { get; }

    /// <summary>
    /// Gets the operating system's own error number as the kernel gave it, or <see langword="null"/> where it cannot
    /// be known. <see cref="System.ComponentModel.Win32Exception.NativeErrorCode"/> is no substitute: the framework computes it back from
    /// <see cref="SocketException.SocketErrorCode"/>, to which several numbers map.
    /// </summary>
    public int? Errno { get; }

    /// <summary>Makes the exception of a local operation or of an established connection.</summary>
    internal static SocketOperationException Create(
        SocketOperation operation, NetworkError error, Endpoint local = default, Endpoint remote = default)
    {
        ErrorText text = ErrorText.For(operation, error, local, remote);
        return new(operation, error, local, remote, text, text.Compose(operation, local, remote));
    }

    /// <summary>Makes the exception of a capture of the segments that go to an endpoint.</summary>
    internal static SocketOperationException ForCapture(NetworkError error, Endpoint remote)
    {
        ErrorText text = ErrorText.ForCapture(error, remote);
        return new(SocketOperation.OpenRaw, error, default, remote, text, $"capture {remote}: {text}");
    }

    /// <summary>Makes the exception of a connect that did not end as the caller needs it.</summary>
    internal static SocketOperationException ForConnect(
        NetworkError error, string operation, Endpoint local, Endpoint remote, ErrorText text) =>
        new(SocketOperation.Connect, error, local, remote, text, $"{operation}: {text}");
}

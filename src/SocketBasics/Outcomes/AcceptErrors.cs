using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Outcomes;

/// <summary>Whose failure an error of accept is: the table that keeps an accept loop alive.</summary>
internal static class AcceptErrors
{
    // Linux's numbers of the two errors for which SocketError has no name.
    private const int ENONET = 64;
    private const int EPROTO = 71;

    public enum Kind
    {
        /// <summary>The listener cannot go on.</summary>
        OfTheListener,

        /// <summary>The connection broke while it waited; take the next one.</summary>
        OfTheConnection,

        /// <summary>Descriptors or memory are used up; the connection still waits in the queue.</summary>
        OfTheSystem,
    }

    /// <summary>
    /// accept(2): "Linux accept() passes already-pending network errors on the new socket as an error code from accept().
    /// For reliable operation the application should detect the network errors defined for the protocol after accept()
    /// and treat them like EAGAIN by retrying."
    /// </summary>
    public static Kind Classify(NetworkError error) => error switch
    {
        {
            Code: SocketError.NetworkDown or SocketError.ProtocolOption or SocketError.HostDown
            or SocketError.HostUnreachable or SocketError.OperationNotSupported or SocketError.NetworkUnreachable
            or SocketError.ConnectionAborted or SocketError.ConnectionReset or SocketError.TimedOut
            or SocketError.AccessDenied,
        } => Kind.OfTheConnection,
        { Errno: ENONET or EPROTO } => Kind.OfTheConnection,

        // EMFILE and ENFILE, ENOBUFS.
        { Code: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable } => Kind.OfTheSystem,

        // ENONET and EPROTO without their numbers, as the framework tells them. ENOMEM comes like that, too, and is kept
        // from spinning by the pause that follows many skips.
        { Code: SocketError.SocketError } => Kind.OfTheConnection,
        _ => Kind.OfTheListener,
    };
}

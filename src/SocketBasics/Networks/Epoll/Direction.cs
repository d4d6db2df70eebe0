namespace SocketBasics.Networks.Epoll;

/// <summary>Which of its two ways an operation of a socket waits for.</summary>
internal enum Direction
{
    /// <summary>For bytes, for a connection, or for the end.</summary>
    In,

    /// <summary>For room, or for the answer to a connect.</summary>
    Out,
}

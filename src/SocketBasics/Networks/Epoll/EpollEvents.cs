namespace SocketBasics.Networks.Epoll;

/// <summary>The events of <c>struct epoll_event</c> (epoll_ctl(2)), and what they mean to an operation.</summary>
[Flags]
internal enum EpollEvents : uint
{
    /// <summary>EPOLLIN.</summary>
    In = 0x1,

    /// <summary>EPOLLPRI: urgent data, before which recv(2) stops.</summary>
    Urgent = 0x2,

    /// <summary>EPOLLOUT.</summary>
    Out = 0x4,

    /// <summary>EPOLLERR.</summary>
    Error = 0x8,

    /// <summary>EPOLLHUP: both ways are over.</summary>
    HangUp = 0x10,

    /// <summary>EPOLLRDHUP: the peer has ended its half.</summary>
    PeerHangUp = 0x2000,

    /// <summary>EPOLLET.</summary>
    EdgeTriggered = 1u << 31,

    /// <summary>All there is to hear of a socket; registered once in its life.</summary>
    Everything = In | Urgent | Out | PeerHangUp | EdgeTriggered,

    /// <summary>A receive or an accept should look again.</summary>
    Readable = In | Urgent | PeerHangUp | HangUp | Error,

    /// <summary>A send or a connect should look again.</summary>
    Writable = Out | HangUp | Error,

    /// <summary>What is told once, and may lie behind bytes that are read first.</summary>
    Unsteady = Urgent | PeerHangUp | HangUp | Error,
}

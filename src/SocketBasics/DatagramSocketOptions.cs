using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>How a datagram or raw socket is made: one immutable value that may be shared by any number of sockets.</summary>
public sealed record DatagramSocketOptions
{
    internal static DatagramSocketOptions Default { get; } = new();

    /// <summary>Gets the network that the socket lives in. The default is the machine's.</summary>
    /// <value><see cref="Networks.Network.Default"/> unless set.</value>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public Network Network
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = Network.Default;

    /// <summary>
    /// Gets whether several sockets may bind the same multicast port and each receive what is sent to the group
    /// (SO_REUSEADDR). The default is <see langword="false"/>.
    /// </summary>
    public bool ReuseAddress { get; init; }

    /// <summary>Gets the size of the kernel's receive buffer in bytes, 1 or more (SO_RCVBUF). The default is the kernel's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? ReceiveBufferSize
    {
        get;
        init => field = BufferSize.Checked(value);
    }

    /// <summary>Gets the size of the kernel's send buffer in bytes, 1 or more (SO_SNDBUF). The default is the kernel's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? SendBufferSize
    {
        get;
        init => field = BufferSize.Checked(value);
    }
}

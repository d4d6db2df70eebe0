using System.Net;

namespace SocketBasics.Benchmarks.Contenders;

/// <summary>
/// One library, and the loops that a program written with it would have. Each operation stands in the loop itself: a
/// common wrapper would add its own task to every one of them, and make all libraries look alike.
/// </summary>
internal abstract class Contender : IDisposable
{
    public static Contender Create(Library library) => library switch
    {
        Library.Socket => new SocketContender(),
        Library.SocketBasics => new SocketBasicsContender(),
        Library.TcpClient => new TcpClientContender(),
        _ => throw new ArgumentOutOfRangeException(nameof(library)),
    };

    /// <summary>Connects with TCP_NODELAY and closes with a reset, which leaves no TIME-WAIT; so many times.</summary>
    public abstract Task ConnectAsync(IPEndPoint server, int count);

    /// <summary>Connects to a port that nobody listens on, and learns that it was refused; so many times.</summary>
    public abstract Task ConnectRefusedAsync(IPEndPoint nobody, int count);

    /// <summary>Listens on a free port of the loopback, for <see cref="AcceptAsync"/>.</summary>
    public abstract IPEndPoint Listen(int backlog);

    /// <summary>Accepts a connection and closes it; so many times.</summary>
    public abstract Task AcceptAsync(int count);

    /// <summary>Connects with TCP_NODELAY, for the loops below.</summary>
    public abstract Task OpenAsync(IPEndPoint server);

    /// <summary>Sends the buffer and receives as many bytes; so many times.</summary>
    public abstract Task EchoAsync(byte[] buffer, int count, CancellationToken cancellationToken);

    /// <summary>Sends the buffer; so many times.</summary>
    public abstract Task SendAsync(byte[] buffer, int count, CancellationToken cancellationToken);

    /// <summary>Receives, into the buffer, so many times its length.</summary>
    public abstract Task ReceiveAsync(byte[] buffer, int count, CancellationToken cancellationToken);

    public abstract void Dispose();

    /// <summary>The count of a receive, or an error where there is nothing more: a loop would never end.</summary>
    protected static int OrEnd(int received) => received > 0 ? received : throw new EndOfStreamException();
}

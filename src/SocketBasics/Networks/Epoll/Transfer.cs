using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;

namespace SocketBasics.Networks.Epoll;

/// <summary>A receive or a send that waits. Pooled: there are as many as wait at the same time.</summary>
internal sealed class Transfer : PendingOperation<NetworkResult<int>>, IValueTaskSource<NetworkError>
{
    private enum Kind
    {
        Receive,
        Send,
        WaitReadable,
    }

    private const int PoolSize = 1024;

    private static readonly ConcurrentQueue<Transfer> Readers = new();
    private static readonly ConcurrentQueue<Transfer> Writers = new();

    // What a thread has completed last, for what it begins next: without it every receive would go through the queue.
    [ThreadStatic]
    private static Transfer? _lastReader;

    [ThreadStatic]
    private static Transfer? _lastWriter;

    private readonly bool _isReader;

    private EpollConnection? _connection;
    private Kind _kind;
    private Memory<byte> _received;
    private ReadOnlyMemory<byte> _toSend;
    private int _sent;

    private Transfer(Direction direction)
        : base(direction) => _isReader = direction == Direction.In;

    public static Transfer Receive(EpollConnection connection, Memory<byte> buffer)
    {
        Transfer transfer = Rent(Direction.In, connection, Kind.Receive);
        transfer._received = buffer;
        return transfer;
    }

    public static Transfer WaitReadable(EpollConnection connection) =>
        Rent(Direction.In, connection, Kind.WaitReadable);

    public static Transfer Send(EpollConnection connection, ReadOnlyMemory<byte> buffer, int sent)
    {
        Transfer transfer = Rent(Direction.Out, connection, Kind.Send);
        transfer._toSend = buffer;
        transfer._sent = sent;
        return transfer;
    }

    public ValueTask<NetworkError> StartWait(SocketPlace place, int seen, CancellationToken cancellationToken) =>
        new(this, Begin(place, seen, cancellationToken));

    NetworkError IValueTaskSource<NetworkError>.GetResult(short token) => GetResult(token).Error;

    protected override bool TryRun(out NetworkResult<int> result)
    {
        EpollConnection connection = _connection!;
        switch (_kind)
        {
            case Kind.Receive:
                return connection.TryReceive(_received.Span, Place.Count(Direction.In), out result);
            case Kind.WaitReadable:
                bool isReadable = connection.IsReadable(out NetworkError error);
                result = error;
                return isReadable;
            default:
                error = connection.TrySend(_toSend.Span, ref _sent);
                result = new(_sent, error);
                return !EpollConnection.MustWait(error);
        }
    }

    protected override NetworkResult<int> Abort()
    {
        // A receive may wait without having looked (EpollConnection.ReceiveAsync); what is there counts, when it is canceled.
        return _kind == Kind.Receive && _connection!.TryReceive(_received.Span, Place.Count(Direction.In), out NetworkResult<int> last)
            ? last
            : new(_sent, NetworkError.Aborted);
    }

    protected override void Recycle()
    {
        _connection = null;
        _received = default;
        _toSend = default;
        _sent = 0;

        ref Transfer? last = ref _isReader ? ref _lastReader : ref _lastWriter;
        ConcurrentQueue<Transfer> pool = _isReader ? Readers : Writers;
        if (last is null)
            last = this;
        else if (pool.Count < PoolSize)
            pool.Enqueue(this);
    }

    private static Transfer Rent(Direction direction, EpollConnection connection, Kind kind)
    {
        ref Transfer? last = ref direction == Direction.In ? ref _lastReader : ref _lastWriter;
        ConcurrentQueue<Transfer> pool = direction == Direction.In ? Readers : Writers;
        Transfer transfer = last ?? (pool.TryDequeue(out Transfer? pooled) ? pooled : new(direction));
        last = null;
        transfer._connection = connection;
        transfer._kind = kind;
        return transfer;
    }
}

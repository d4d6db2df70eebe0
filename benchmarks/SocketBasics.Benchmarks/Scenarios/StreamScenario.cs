using System.Net;
using System.Net.Sockets;
using SocketBasics.Benchmarks.Contenders;

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>One connection for all batches, to a peer on a thread of its own.</summary>
internal abstract class StreamScenario : Scenario
{
    private readonly CancellationTokenSource? _source;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread _peerThread;

    protected StreamScenario(Library library, int bufferSize, bool withToken)
        : base(library)
    {
        Buffer = new byte[bufferSize];
        _source = withToken ? new CancellationTokenSource() : null;
        _listener.NoDelay = true;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        _peerThread = new Thread(AcceptAndServe) { IsBackground = true, Name = "peer" };
    }

    protected byte[] Buffer { get; }

    protected CancellationToken Token => _source?.Token ?? CancellationToken.None;

    public override async Task OpenAsync()
    {
        _peerThread.Start();
        await Contender.OpenAsync((IPEndPoint)_listener.LocalEndPoint!);
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_peerThread.IsAlive)
            _peerThread.Join();
        _listener.Dispose();
        _source?.Dispose();
    }

    /// <summary>Serves until the measured side is gone, which shows as 0 bytes or as a reset.</summary>
    protected abstract void Serve(Socket connection);

    private void AcceptAndServe()
    {
        using Socket connection = _listener.Accept();
        try
        {
            Serve(connection);
        }
        catch (SocketException)
        {
        }
    }
}

using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SocketBasics.Networks;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Handshake;

/// <summary>Reads a packet socket on a thread of its own, until it is told to stop.</summary>
/// <remarks>
/// A wait for packets can last as long as the work that is traced, so it keeps no thread of the pool. It ends by an event
/// (eventfd(2)), not by closing the socket under it.
/// </remarks>
internal sealed unsafe class CaptureThread : IDisposable
{
    private const int EFD_CLOEXEC = 0x80000;
    private const short POLLIN = 1;
    private const int EINTR = 4;

    private readonly PacketSocket _socket;
    private readonly SafeFileHandle _stop;
    private readonly HandshakeRecorder _recorder;
    private readonly TaskCompletionSource<NetworkError> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CaptureThread(PacketSocket socket, SafeFileHandle stop, HandshakeRecorder recorder) =>
        (_socket, _stop, _recorder) = (socket, stop, recorder);

    /// <summary>Gets the end of the thread: success, or the error that the socket told.</summary>
    public Task<NetworkError> Ended => _ended.Task;

    /// <summary>Starts to read.</summary>
    /// <param name="socket">The socket, which is the thread's from now on, also when it cannot be started.</param>
    /// <param name="recorder">Gets what is read, and is told when all that was there has been taken.</param>
    public static NetworkResult<CaptureThread> Start(PacketSocket socket, HandshakeRecorder recorder)
    {
        int descriptor = Libc.CreateEvent(0, EFD_CLOEXEC);
        if (descriptor < 0)
        {
            NetworkError error = Errno.ToNetworkError(Marshal.GetLastPInvokeError());
            socket.Dispose();
            return error;
        }

        var capture = new CaptureThread(socket, new SafeFileHandle(descriptor, ownsHandle: true), recorder);
        var thread = new Thread(capture.Run) { IsBackground = true, Name = "SocketBasics handshake capture" };
        thread.UnsafeStart();
        return capture;
    }

    /// <summary>Ends the thread, after it has taken what is there now.</summary>
    public void Stop()
    {
        ulong one = 1;
        _ = Libc.Write((int)_stop.DangerousGetHandle(), (byte*)&one, sizeof(ulong));
    }

    /// <summary>Takes the number of packets that the kernel had no room for.</summary>
    public long TakeMissed() => _socket.TakeMissed();

    /// <summary>Closes both descriptors; the thread must have ended.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        NetworkError error = NetworkError.None;
        try
        {
            error = Read();
        }
        finally
        {
            _recorder.End(error);
            _ended.SetResult(error);
        }
    }

    private NetworkError Read()
    {
        byte[] buffer = new byte[CaptureFilter.BytesOfPacket];
        Libc.PollRequest* requests = stackalloc Libc.PollRequest[2];
        bool isStopping = false;
        while (true)
        {
            // Both are asked before the socket is read: what came before the stop is read after it.
            requests[0] = new Libc.PollRequest { Descriptor = (int)_stop.DangerousGetHandle(), Events = POLLIN };
            requests[1] = new Libc.PollRequest { Descriptor = (int)_socket.Handle.DangerousGetHandle(), Events = POLLIN };
            if (Libc.Poll(requests, 2, -1) < 0 && Marshal.GetLastPInvokeError() is var errno && errno != EINTR)
                return Errno.ToNetworkError(errno);

            isStopping |= requests[0].Returned != 0;
            NetworkError error;
            while ((error = _socket.Receive(buffer, out int length, out DateTimeOffset time)).IsNone)
                _recorder.Add(buffer.AsSpan(0, length), time);
            if (error.Code != SocketError.WouldBlock)
                return error;

            _recorder.Announce();
            if (isStopping)
                return NetworkError.None;
        }
    }
}

using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SocketBasics.Networks;
using SocketBasics.Networks.Epoll;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Handshake;

/// <summary>Reads a packet socket on a thread of its own, until it is told to stop.</summary>
/// <remarks>
/// A wait for packets can last as long as the work that is traced, so it keeps no thread of the pool. What is asked
/// of it is told by an event (eventfd(2)), not by closing the socket under it.
/// </remarks>
internal sealed unsafe class CaptureThread : IDisposable
{
    private const int EFD_CLOEXEC = 0x80000;
    private const short POLLIN = 1;
    private const int EINTR = 4;

    private readonly PacketSocket _socket;
    private readonly SafeFileHandle _request;
    private readonly HandshakeRecorder _recorder;
    private readonly TaskCompletionSource<NetworkError> _ended =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource? _taken;
    private bool _isStopping;

    private CaptureThread(PacketSocket socket, SafeFileHandle request, HandshakeRecorder recorder) =>
        (_socket, _request, _recorder) = (socket, request, recorder);

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
        if (BackgroundThread.TryStart(capture.Run, "SocketBasics handshake capture"))
            return capture;

        capture.Dispose();
        return SocketError.NoBufferSpaceAvailable;
    }

    /// <summary>Waits until the recorder has got all that is there now.</summary>
    public Task TakeAllAsync()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _taken, taken);
        Request();
        return Task.WhenAny(taken.Task, Ended);
    }

    /// <summary>Ends the thread, after it has taken what is there now.</summary>
    public void Stop()
    {
        Volatile.Write(ref _isStopping, true);
        Request();
    }

    /// <summary>Takes the number of packets that the kernel had no room for.</summary>
    public long TakeMissed() => _socket.TakeMissed();

    /// <summary>Closes both descriptors; the thread must have ended.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _request.Dispose();
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

    private void Request()
    {
        ulong one = 1;
        _ = Libc.Write((int)_request.DangerousGetHandle(), (byte*)&one, sizeof(ulong));
    }

    private NetworkError Read()
    {
        byte[] buffer = new byte[CaptureFilter.BytesOfPacket];
        Libc.PollRequest* requests = stackalloc Libc.PollRequest[2];
        while (true)
        {
            int request = (int)_request.DangerousGetHandle();
            int socket = (int)_socket.Handle.DangerousGetHandle();
            requests[0] = new Libc.PollRequest { Descriptor = request, Events = POLLIN };
            requests[1] = new Libc.PollRequest { Descriptor = socket, Events = POLLIN };
            if (Libc.Poll(requests, 2, -1) < 0 && Marshal.GetLastPInvokeError() is var errno && errno != EINTR)
                return Errno.ToNetworkError(errno);

            // Requests are looked at before the socket is read: what was there when they were made is read after them.
            ulong count;
            if (requests[0].Returned != 0)
                _ = Libc.Read(request, (byte*)&count, sizeof(ulong));
            TaskCompletionSource? taken = Interlocked.Exchange(ref _taken, null);
            bool isStopping = Volatile.Read(ref _isStopping);
            NetworkError error;
            while ((error = _socket.Receive(buffer, out int length, out DateTimeOffset time)).IsNone)
                _recorder.Add(buffer.AsSpan(0, length), time);
            if (error.Code != SocketError.WouldBlock)
                return error;

            _recorder.Announce();
            taken?.SetResult();
            if (isStopping)
                return NetworkError.None;
        }
    }
}

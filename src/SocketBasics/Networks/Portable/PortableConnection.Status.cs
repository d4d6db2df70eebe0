using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

internal sealed partial class PortableConnection
{
    public override TcpInfo? GetTcpInfo() => _remoteEndpoint.IsIP ? PortableTcpInfo.Read(_socket) : null;

    public override ConnectionStatus GetStatus()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Of a connection that is gone these systems do not say why; that the peer has ended it, a receive has heard.
            ConnectionStatus status = GetTcpInfo()?.ToStatus() ?? default;
            return status.State == ConnectionState.Closed && !_hasSeenEnd
                ? status with { State = ConnectionState.Broken }
                : status;
        }

        try
        {
            return StatusCall.Read(_socket.SafeHandle, _remoteEndpoint);
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    public override int TakeSyn(Span<byte> packet)
    {
        try
        {
            return OperatingSystem.IsLinux() && _remoteEndpoint.IsIP ? SavedSynOption.Take(_socket.SafeHandle, packet) : 0;
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }
}

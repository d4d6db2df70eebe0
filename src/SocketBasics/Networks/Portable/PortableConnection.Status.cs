using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

internal sealed partial class PortableConnection
{
    public override TcpInfo? GetTcpInfo() => _remoteEndpoint.IsIP ? PortableTcpInfo.Read(_socket) : null;

    public override ConnectionStatus GetStatus()
    {
        if (!OperatingSystem.IsLinux())
            return GetTcpInfo()?.ToStatus() ?? default;

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

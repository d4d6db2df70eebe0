using System.Net.Sockets;

namespace SocketBasics.Networks.Portable;

/// <summary>Turns what the framework throws into the value that a network reports.</summary>
internal static class SocketCall
{
    public static NetworkError Try(Action call)
    {
        try
        {
            call();
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }
}

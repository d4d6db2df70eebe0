namespace SocketBasics.Benchmarks.Contenders;

/// <summary>What is compared. The first is the measure of the others.</summary>
public enum Library
{
    Socket,
    SocketBasics,
    TcpClient,
}

namespace SocketBasics.Conformance;

/// <summary>Hears of each attempt that waits, on the thread that connects; <see cref="Progress{T}"/> would hand it over.</summary>
public sealed class ConnectingSockets(Action<ConnectingSocket> report) : IProgress<ConnectingSocket>
{
    public void Report(ConnectingSocket value) => report(value);
}

using System.Runtime.InteropServices;
using EchoServer;
using SocketBasics;

// Exit codes: 0 ended by Ctrl+C, 1 cannot listen, 2 wrong arguments.
if (args is not [var argument] || !ushort.TryParse(argument, out ushort port))
{
    Console.Error.WriteLine("usage: EchoServer <port>       (port 0: the kernel chooses)");
    return 2;
}

using var stop = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Any(port)).Listen();
    Console.WriteLine($"listening on {listener.LocalEndpoint}");
    await Echo.RunAsync(listener, Console.Out, stop.Token);
    Console.WriteLine("stopped");
    return 0;
}
catch (SocketOperationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

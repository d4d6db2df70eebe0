using System.Runtime.InteropServices;
using System.Text;
using SocketBasics.Tool;
using SocketBasics.Tool.Terminal;

using var stop = new CancellationTokenSource();
int signalNumber = 0;
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

if (OperatingSystem.IsWindows())
    Console.OutputEncoding = Encoding.UTF8;
bool isTerminal = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

try
{
    return await App.RunAsync(args, new Screen(Console.Out, Console.Error, isTerminal), stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return ExitCode.SignalBase + signalNumber;
}

// The first signal asks for an end, the second one makes it.
void Stop(PosixSignalContext signal)
{
    if (stop.IsCancellationRequested)
        return;
    signalNumber = signal.Signal == PosixSignal.SIGINT ? 2 : 15;
    signal.Cancel = true;
    stop.Cancel();
}

using System.Globalization;
using SocketBasics;

// Exit codes: 0 all lines came back, 1 the connection broke, 2 wrong arguments, and one for each way not to connect.
const int Broken = 1, WrongArguments = 2, Refused = 3, TimedOut = 4, Unreachable = 5, Failed = 6;

if (args is not [var host, var portText, .. var words]
    || !ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
{
    Console.Error.WriteLine("usage: EchoClient <host> <port> [line ...]       (without lines: those of standard input)");
    return WrongArguments;
}

try
{
    switch (await ClientSocket.ConnectAsync(host, port))
    {
        case ConnectResult.Connected(var connection):
            Console.Error.WriteLine($"connected to {connection.RemoteEndpoint} from {connection.LocalEndpoint}");
            await EchoAsync(connection, words.Length > 0 ? words : ReadLines());
            return 0;
        case ConnectResult.Refused refused:
            return Say(refused, "nobody listens on that port, or a firewall says no", Refused);
        case ConnectResult.TimedOut timedOut:
            return Say(timedOut, "nobody answers: the host is down, or a firewall drops packets", TimedOut);
        case ConnectResult.Unreachable unreachable:
            return Say(unreachable, "the way there is broken: ask whoever said so", Unreachable);
        case ConnectResult.Failed failed:
            Console.Error.WriteLine(failed.Message);
            return Failed;
        default:
            throw new InvalidOperationException("There are five outcomes.");
    }
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return WrongArguments;
}
catch (IOException exception)
{
    Console.Error.WriteLine(exception.Message);
    return Broken;
}

static int Say(ConnectResult result, string hint, int exitCode)
{
    Console.Error.WriteLine($"{result}\n{hint}");
    return exitCode;
}

static IEnumerable<string> ReadLines()
{
    while (Console.ReadLine() is { } line)
        yield return line;
}

static async Task EchoAsync(Connection connection, IEnumerable<string> lines)
{
    await using Stream stream = connection.AsStream();
    using var reader = new StreamReader(stream);
    await using var writer = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
    foreach (string line in lines)
    {
        await writer.WriteLineAsync(line);
        Console.WriteLine(await reader.ReadLineAsync() ?? throw new IOException("The server closed the connection."));
    }
}

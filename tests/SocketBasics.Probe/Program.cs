using System.Globalization;

namespace SocketBasics.Probe;

/// <summary>Does one thing inside the namespace where a test starts it, and prints what happened, one line per fact.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["connects"]:
                await ConnectProbe.RunAsync(Console.In, Console.Out);
                return 0;
            case ["connects", "through-framework"]:
                AppContext.SetData("SocketBasics.Network", "portable");
                AppContext.SetSwitch("SocketBasics.ConnectThroughFramework", true);
                await ConnectProbe.RunAsync(Console.In, Console.Out);
                return 0;
            case ["late-connects"]:
                LateConnectProbe.Run(Console.In, Console.Out);
                return 0;
            case ["answer-with-icmp", var ipv6]:
                await IcmpAnswers.RunAsync(Endpoint.Parse(ipv6), Console.Out);
                return 0;
            case ["echo", .. var ports]:
                await EchoProbe.RunAsync(ports, Console.Out);
                return 0;
            case ["live-connections"]:
                await LiveConnectionProbe.RunAsync(Console.In, Console.Out);
                return 0;
            case ["user-timeouts"]:
                await UserTimeoutProbe.RunAsync(Console.In, Console.Out);
                return 0;
            case ["races"]:
                await RaceProbe.RunAsync(Console.In, Console.Out);
                return 0;
            case ["names"]:
                await NamesProbe.RunAsync(Console.In, Console.Out);
                return 0;
            case ["self-connects", var count]:
                await SelfConnectProbe.RunAsync(int.Parse(count, CultureInfo.InvariantCulture), Console.Out);
                return 0;
            case ["early-resets"]:
                await EarlyResetProbe.RunAsync(Console.Out);
                return 0;
            case ["early-resets", "through-framework"]:
                AppContext.SetData("SocketBasics.Network", "portable");
                AppContext.SetSwitch("SocketBasics.ConnectThroughFramework", true);
                await EarlyResetProbe.RunAsync(Console.Out);
                return 0;
            case ["covered-file", var directory]:
                await CoveredFileProbe.RunAsync(directory, Console.Out);
                return 0;
            case ["silent-resolver"]:
                await ResolverProbe.RunAsync(Console.Out);
                return 0;
            case ["without-privileges", var directory]:
                await PrivilegeProbe.RunAsync(directory, Console.Out);
                return 0;
            case ["network", var setting]:
                NetworkProbe.Run(setting, Console.Out);
                return 0;
            case ["network-without-epoll"]:
                NetworkProbe.RunWithoutEpoll(Console.Out);
                return 0;
            case ["shortage", var of]:
                await ShortageProbe.RunAsync(of, Console.Out);
                return 0;
            case ["saved-syn"]:
                await SavedSynProbe.RunAsync(Console.Out);
                return 0;
            case ["blocked-without-descriptors"]:
                await BlockedProbe.RunAsync(Console.Out);
                return 0;
            case ["closed-epoll"]:
                await ClosedEpollProbe.RunAsync(Console.Out);
                return 0;
            case ["few-ports"]:
                await PortProbe.RunAsync(Console.Out);
                return 0;
            default:
                await Console.Error.WriteLineAsync("connects | answer-with-icmp ENDPOINT | echo PORT... | ...");
                return 2;
        }
    }
}

using System.Diagnostics;
using SocketBasics.NetworkCost.Measuring;
using SocketBasics.NetworkCost.Servers;

namespace SocketBasics.NetworkCost.Contenders;

/// <summary>The programs behind the rows: this one, and where their tools are installed those in other languages.</summary>
internal sealed class ProgramSet
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1";

    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Foreign");
    private readonly Dictionary<string, string> _missing = [];
    private readonly Command _thisProgram = new(Environment.ProcessPath!);

    private ProgramSet()
    {
        foreach (string program in (string[])["load", "server", "client"])
            Translate("c", "gcc", "-O2", "-o", PathOf($"c-{program}"), PathOf($"{program}.c"));
        Translate("java", "javac", "-d", _folder, PathOf("Server.java"));
        Translate("go", "go", "build", "-o", PathOf("go-server"), PathOf("server.go"));
        Translate("node", "node", "--version");
#if !KESTREL
        _missing["kestrel"] = "the shared framework of ASP.NET Core is not installed";
#endif
    }

    /// <summary>Gets the load generator, if there is a compiler for it.</summary>
    public Command? Load => _missing.ContainsKey("c") ? null : new(PathOf("c-load"));

    public static ProgramSet Build() => new();

    /// <summary>Tells why a contender cannot run here, or <see langword="null"/>.</summary>
    public string? WhyMissing(Contender contender) =>
        _missing.GetValueOrDefault(contender == Contender.CBlocking ? Contender.C.Key : contender.Key);

    public Command ServerOf(Contender contender, Handler handler)
    {
        if (contender == Contender.SocketWithBuffer)
            return ServerOf(Contender.Socket, Handler.Echo);

        Command server = contender.Key switch
        {
            "c" => new(PathOf("c-server")),
            "java" => new("java", "-cp", _folder, "Server"),
            "go" => new(PathOf("go-server")),
            "node" => new("node", "--expose-gc", PathOf("server.js")),
            "socket-inline" => _thisProgram.With("serve", "socket") with { Variable = InlineCompletions },
            _ => _thisProgram.With("serve", contender.Key),
        };
        return server.With(handler.ToString().ToLowerInvariant());
    }

    public Command ClientOf(Contender contender) => contender.Key switch
    {
        "c" => new(PathOf("c-client"), "epoll"),
        "c-blocking" => new(PathOf("c-client"), "blocking"),
        "socket-inline" => _thisProgram.With("connect", "socket") with { Variable = InlineCompletions },
        _ => _thisProgram.With("connect", contender.Key),
    };

    private string PathOf(string file) => Path.Combine(_folder, file);

    private void Translate(string key, string tool, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                _missing[key] = $"{tool} failed";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            _missing[key] = $"{tool} is not installed";
        }
    }
}

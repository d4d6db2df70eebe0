using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SocketBasics.AnalyzerCost;

/// <summary>A server of the C# compiler, as builds start one and use it again and again.</summary>
internal sealed partial class CompilerServer : IDisposable
{
    private readonly string _pipe = $"SocketBasics.AnalyzerCost.{Environment.ProcessId}";
    private readonly Process _server;

    public CompilerServer()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", PathOf("VBCSCompiler.dll"), $"-pipename:{_pipe}"])
        {
            RedirectStandardOutput = true,
        };

        // A collector on a thread of its own spends what it likes, and hides a difference of a percent.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        _server = Process.Start(start)!;
    }

    /// <summary>Compiles with the framework's analyzers, and with the rules or without.</summary>
    public Compilation Compile(SourceProject project, bool withRules)
    {
        string response = Path.Combine(project.Folder, "compile.rsp");
        File.WriteAllLines(response, Arguments(project, withRules));
        var start = new ProcessStartInfo(
            "dotnet", ["exec", PathOf("csc.dll"), "/noconfig", $"/shared:{_pipe}", "@" + response])
        {
            RedirectStandardOutput = true,
        };

        TimeSpan before = Spent();
        using Process compiler = Process.Start(start)!;
        string output = compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
            throw new InvalidOperationException(output);
        TimeSpan spent = Spent() - before;

        // The client compiles by itself when no server answers; then there is nothing to see of it here.
        if (spent < TimeSpan.FromMilliseconds(100))
            throw new InvalidOperationException("the server did not compile");

        Match rules = RulesTime().Match(output);
        return new(spent, rules.Success
            ? TimeSpan.FromSeconds(double.Parse(rules.Groups[1].Value, CultureInfo.InvariantCulture))
            : TimeSpan.Zero);
    }

    public void Dispose()
    {
        _server.Kill();
        _server.Dispose();
    }

    private TimeSpan Spent()
    {
        _server.Refresh();
        return _server.TotalProcessorTime;
    }

    private static IEnumerable<string> Arguments(SourceProject project, bool withRules)
    {
        yield return "/nostdlib+ /target:library /nullable:enable /langversion:latest /unsafe+ /reportanalyzer";
        yield return "/nologo /nowarn:CS1701,CS1591,CA1416,SB0001 /deterministic+ /optimize+";
        yield return $"/out:\"{Path.Combine(project.Folder, "out.dll")}\"";
        foreach (string reference in Directory.EnumerateFiles(Setting("ReferenceAssemblies"), "*.dll"))
            yield return $"/reference:\"{reference}\"";
        yield return $"/reference:\"{typeof(ClientSocket).Assembly.Location}\"";
        foreach (string analyzer in Directory.EnumerateFiles(Setting("FrameworkAnalyzers"), "*.dll"))
            yield return $"/analyzer:\"{analyzer}\"";
        if (withRules)
            yield return $"/analyzer:\"{Path.Combine(AppContext.BaseDirectory, "SocketBasics.Analyzers.dll")}\"";
        yield return $"\"{Path.Combine(project.Folder, "*.cs")}\"";
    }

    private static string PathOf(string program) => Path.Combine(Setting("Compilers"), program);

    private static string Setting(string name) => typeof(CompilerServer).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == name).Value!;

    // "     0.123     3  SocketBasics.Analyzers, Version=..."; less than a thousandth is "<0.001".
    [GeneratedRegex(@"^\s*<?([0-9.]+)\s+\S+\s+SocketBasics\.Analyzers, ", RegexOptions.Multiline)]
    private static partial Regex RulesTime();
}

using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SocketBasics.AnalyzerCost;

/// <summary>One run of the C# compiler as a process of its own, with the framework's analyzers, as a build has it.</summary>
/// <param name="Processor">What the process spent of all processors.</param>
/// <param name="OfRules">The share of our analyzers in that, as the compiler reports it.</param>
internal sealed partial record CompilerRun(TimeSpan Processor, TimeSpan OfRules)
{
    private const int Children = -1; // RUSAGE_CHILDREN

    public static CompilerRun Measure(SourceProject project, bool withRules)
    {
        string response = Path.Combine(project.Folder, "compile.rsp");
        File.WriteAllLines(response, Arguments(project, withRules));
        var start = new ProcessStartInfo("dotnet", ["exec", Setting("Compiler"), "@" + response])
        {
            RedirectStandardOutput = true,
        };

        TimeSpan before = SpentByChildren();
        using Process compiler = Process.Start(start)!;
        string output = compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        TimeSpan spent = SpentByChildren() - before;
        if (compiler.ExitCode != 0)
            throw new InvalidOperationException(output);

        Match rules = RulesTime().Match(output);
        return new(spent, rules.Success
            ? TimeSpan.FromSeconds(double.Parse(rules.Groups[1].Value, CultureInfo.InvariantCulture))
            : TimeSpan.Zero);
    }

    private static IEnumerable<string> Arguments(SourceProject project, bool withRules)
    {
        yield return "/noconfig /nostdlib+ /target:library /nullable:enable /langversion:latest /unsafe+ /reportanalyzer";
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

    private static string Setting(string name) => typeof(CompilerRun).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == name).Value!;

    // Process.TotalProcessorTime is gone with the process; wait4(2) adds it to what the children have spent.
    private static TimeSpan SpentByChildren()
    {
        Span<long> usage = stackalloc long[18]; // struct rusage of 64-bit Linux: two timevals, then 14 numbers
        if (GetResourceUsage(Children, ref MemoryMarshal.GetReference(usage)) != 0)
            throw new PlatformNotSupportedException("getrusage failed");
        return TimeSpan.FromMicroseconds(((usage[0] + usage[2]) * 1_000_000) + usage[1] + usage[3]);
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetResourceUsage(int who, ref long usage);

    // "     0.123     3  SocketBasics.Analyzers, Version=..."; less than a thousandth is "<0.001".
    [GeneratedRegex(@"^\s*<?([0-9.]+)\s+\S+\s+SocketBasics\.Analyzers, ", RegexOptions.Multiline)]
    private static partial Regex RulesTime();
}

using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using SocketBasics.Analyzers.CodeFixes;

namespace SocketBasics.Analyzers.Tests;

/// <summary>All that the package brings to the compiler.</summary>
internal static class AllRules
{
    /// <summary>Gets each rule and each suppressor as an analyzer of its own.</summary>
    public static DiagnosticAnalyzer[] Analyzers { get; } =
    [
        .. Instances<RuleAnalyzer>(typeof(ConnectResultIgnoredAnalyzer)),
        .. Instances<DiagnosticSuppressor>(typeof(ConnectResultIgnoredAnalyzer)),
    ];

    /// <summary>Gets what the compiler finds.</summary>
    public static DiagnosticAnalyzer[] Found { get; } =
    [
        .. Instances<DiagnosticAnalyzer>(typeof(ConnectResultIgnoredAnalyzer))
            .Where(analyzer => analyzer.GetType().IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false)),
    ];

    public static CodeFixProvider[] Fixes { get; } = Instances<CodeFixProvider>(typeof(ConnectResultIgnoredCodeFix));

    private static T[] Instances<T>(Type typeOfAssembly) =>
    [
        .. typeOfAssembly.Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}

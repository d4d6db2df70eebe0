using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers.Tests.Verification;

internal static class CSharpSuppressorVerifier<TSuppressor>
    where TSuppressor : DiagnosticSuppressor, new()
{
    /// <summary>What the compiler and the given analyzers warn of is suppressed, and there is something.</summary>
    public static async Task VerifySuppressedAsync(string source, params DiagnosticAnalyzer[] analyzers) => Assert.All(
        await ReportedAsync(source, analyzers),
        diagnostic => Assert.True(diagnostic.IsSuppressed, $"Not suppressed: {diagnostic}"));

    /// <summary>What the compiler and the given analyzers warn of stays, and it is of the given id.</summary>
    public static async Task VerifyNotSuppressedAsync(
        string source, string id, params DiagnosticAnalyzer[] analyzers) =>
        Assert.All(await ReportedAsync(source, analyzers), diagnostic =>
        {
            Assert.Equal(id, diagnostic.Id);
            Assert.False(diagnostic.IsSuppressed, $"Suppressed: {diagnostic}");
        });

    /// <summary>The suppressor does not throw on the source cut off after any of its tokens.</summary>
    public static Task VerifyIncompleteCodeAsync(string source) =>
        CSharpAnalyzerVerifier<TSuppressor>.VerifyIncompleteCodeAsync(source);

    private static async Task<ImmutableArray<Diagnostic>> ReportedAsync(string source, DiagnosticAnalyzer[] analyzers)
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace, [source]);
        ImmutableArray<Diagnostic> all =
            await TestProject.AllDiagnosticsAsync(project, [new TSuppressor(), .. analyzers]);
        Assert.NotEmpty(all);
        return all;
    }
}

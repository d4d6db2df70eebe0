using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;

namespace SocketBasics.Analyzers.Tests.Robustness;

/// <summary>The files of tests/SocketBasics.ValidCode are correct, so no rule reports anything in them.</summary>
public sealed class ValidCodeTests
{
    private const string Undocumented = "CS1591";

    private static readonly string Folder = Path.Combine(
        typeof(ValidCodeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static attribute => attribute.Key == "RepositoryRoot").Value!,
        "tests", "SocketBasics.ValidCode");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.cs").Select(static file => Path.GetFileName(file)).Order()];

    // Seen to fail with: Listen(0) in ActiveFtpDataConnection, WriteAsync of the whole buffer in TlsBothSides.
    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_rule_reports_anything_in(string file)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(Folder, file), Token);
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace, [source], new() { IsUnsafe = true });

        ImmutableArray<Diagnostic> reports =
            await TestProject.AllDiagnosticsAsync(project, [.. AllRules.Analyzers]);

        Assert.Empty(reports.Where(static report => !report.IsSuppressed && report.Id != Undocumented));
    }

    [Fact]
    public void There_is_a_file_for_each_of_many_idioms() => Assert.InRange(Files.Count, 25, int.MaxValue);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace SocketBasics.Analyzers.Tests.Verification;

/// <summary>In-memory C# projects over this SDK's reference assemblies and, mostly, the library.</summary>
internal static class TestProject
{
    private static readonly ImmutableArray<MetadataReference> Framework = LoadFramework();

    private static readonly MetadataReference Library =
        MetadataReference.CreateFromFile(typeof(ClientSocket).Assembly.Location);

    /// <summary>Adds a project with one document per source.</summary>
    public static Project Create(AdhocWorkspace workspace, string[] sources, ProjectSettings? settings = null)
    {
        settings ??= ProjectSettings.Default;
        string name = $"Test{workspace.CurrentSolution.ProjectIds.Count}";
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Create(), name, name, LanguageNames.CSharp,
            parseOptions: new CSharpParseOptions(settings.Language, DocumentationMode.Diagnose),
            compilationOptions: new CSharpCompilationOptions(
                settings.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: settings.IsUnsafe),
            metadataReferences: settings.WithLibrary
                ? [.. Framework, Library, .. settings.References]
                : [.. Framework, .. settings.References]));

        // Options apply to documents by path; one without a path has none.
        for (int i = 0; i < sources.Length; i++)
        {
            workspace.AddDocument(DocumentInfo.Create(
                DocumentId.CreateNewId(project.Id), $"Source{i}.cs",
                loader: TextLoader.From(SourceText.From(sources[i]).Container, VersionStamp.Create()),
                filePath: $"/Source{i}.cs"));
        }

        if (settings.Options.Count > 0)
            AddOptions(workspace, project.Id, settings.Options);
        return workspace.CurrentSolution.GetProject(project.Id)!;
    }

    /// <summary>Compiles sources to an assembly that other test projects can reference.</summary>
    public static MetadataReference Compile(string source)
    {
        using var workspace = new AdhocWorkspace();
        Compilation compilation = Create(workspace, [source]).GetCompilationAsync().GetAwaiter().GetResult()!;
        var image = new MemoryStream();
        Assert.True(compilation.WithAssemblyName("Wrapper").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>What an analyzer reports or a suppressor leaves, by position; one that throws fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(
        Project project, DiagnosticAnalyzer analyzer, bool mustCompile = true)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        if (mustCompile)
        {
            Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
            string source = string.Join("\n----\n", compilation.SyntaxTrees);
            string messages = string.Join('\n', (object[])errors);
            Assert.True(errors.Length == 0, $"The source does not compile:\n{messages}\n{source}");
        }

        ImmutableArray<Diagnostic> diagnostics = analyzer is DiagnosticSuppressor suppressor
            ? [.. (await RunAsync(project, [analyzer], static analysis => analysis.GetAllDiagnosticsAsync()))
                .Where(diagnostic => IsAbout(suppressor, diagnostic))]
            : await RunAsync(project, [analyzer], static analysis => analysis.GetAnalyzerDiagnosticsAsync());
        return [.. diagnostics
            .OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(d => d.Location.SourceSpan.Start)
            .ThenBy(d => d.Location.SourceSpan.End)];
    }

    /// <summary>What compiler and analyzers report, the suppressed as well, but nothing hidden.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AllDiagnosticsAsync(
        Project project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        ImmutableArray<Diagnostic> all = await RunAsync(
            project, analyzers, static analysis => analysis.GetAllDiagnosticsAsync(), reportSuppressed: true);
        return [.. all.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden)];
    }

    /// <summary>What is asked of a run of analyzers; one that throws fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(
        Project project,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        Func<CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> ask,
        bool reportSuppressed = false)
    {
        // The compiler ignores what its handler of exceptions throws.
        var thrown = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => thrown.Enqueue($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: reportSuppressed);
        Compilation compilation = (await project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> diagnostics = await ask(compilation.WithAnalyzers(analyzers, options));
        Assert.True(thrown.IsEmpty, string.Join("\n\n", thrown));
        Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }

    private static bool IsAbout(DiagnosticSuppressor suppressor, Diagnostic diagnostic) => suppressor
        .SupportedSuppressions.Any(suppression => suppression.SuppressedDiagnosticId == diagnostic.Id);

    private static void AddOptions(
        AdhocWorkspace workspace, ProjectId project, IReadOnlyDictionary<string, string> options)
    {
        string text = string.Concat(options.Select(option => $"{option.Key} = {option.Value}\n"));
        Solution solution = workspace.CurrentSolution.AddAnalyzerConfigDocument(
            DocumentId.CreateNewId(project), ".globalconfig", SourceText.From("is_global = true\n" + text),
            filePath: "/.globalconfig");
        Assert.True(workspace.TryApplyChanges(solution));
    }

    private static ImmutableArray<MetadataReference> LoadFramework()
    {
        string folder = typeof(TestProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ReferenceAssemblies").Value!;
        return [.. Directory.EnumerateFiles(folder, "*.dll").Select(file => MetadataReference.CreateFromFile(file))];
    }
}

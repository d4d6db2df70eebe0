using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers;

/// <summary>Tells test projects, where a queue is filled up or a peer kept waiting on purpose.</summary>
internal static class TestProject
{
    public static bool Is(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name
        is "xunit.core" or "xunit.v3.core" or "nunit.framework" or "Microsoft.VisualStudio.TestPlatform.TestFramework"
        or "MSTest.TestFramework" or "TUnit.Core");
}

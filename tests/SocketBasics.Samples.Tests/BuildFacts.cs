using System.Reflection;

namespace SocketBasics.Samples.Tests;

/// <summary>What the build wrote into this assembly: where things are.</summary>
internal static class BuildFacts
{
    public static string PathInRepository(params string[] parts) => Path.Combine([Read("Repository"), .. parts]);

    public static string PathOfSample(string name) => Read($"Sample:{name}");

    private static string Read(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == key).Value!;
}

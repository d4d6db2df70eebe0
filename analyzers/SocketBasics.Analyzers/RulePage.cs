using System.Reflection;

namespace SocketBasics.Analyzers;

/// <summary>Where a rule is explained: its page in the repository that this assembly was built from.</summary>
internal static class RulePage
{
    // The SDK writes this attribute from the git remote "origin"; a clone without one makes rules without help links.
    private static readonly string? Repository = typeof(RulePage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RepositoryUrl")?.Value;

    public static string? Of(string id)
    {
        if (Repository?.StartsWith("https://", StringComparison.Ordinal) != true)
            return null;
        string address = Repository.EndsWith(".git", StringComparison.Ordinal)
            ? Repository.Substring(0, Repository.Length - ".git".Length)
            : Repository;
        return $"{address}/blob/HEAD/docs/rules/{id}.md";
    }
}

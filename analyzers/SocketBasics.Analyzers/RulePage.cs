using System.Reflection;

namespace SocketBasics.Analyzers;

/// <summary>Where a rule is explained: its page in the repository that this assembly was built from.</summary>
internal static class RulePage
{
    // The SDK writes this attribute from the git remote "origin"; a clone without one makes rules without help links.
    private static readonly string? Repository = typeof(RulePage).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == "RepositoryUrl")?.Value;

    public static string? Of(string id) => Of(id, Repository);

    public static string? Of(string id, string? repository)
    {
        if (repository?.StartsWith("https://", StringComparison.Ordinal) != true)
            return null;
        if (repository.EndsWith(".git", StringComparison.Ordinal))
            repository = repository.Substring(0, repository.Length - ".git".Length);
        return $"{repository.TrimEnd('/')}/blob/HEAD/docs/rules/{id}.md";
    }
}

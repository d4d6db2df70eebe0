using ApiDocs;
using SocketBasics.Tests.Repository;

namespace SocketBasics.Tests.PublicApi;

public class PublicApiTests
{
    private static readonly string ApprovedFile =
        RepositoryFolder.PathOf("tests", "SocketBasics.Tests", "PublicApi", "PublicApi.approved.txt");

    // Seen to fail with: an optional parameter added to Endpoint.WithPort.
    [Fact]
    public void The_public_API_is_as_approved()
    {
        string actual = PublicApiText.Write(ApiAssembly.Load(typeof(Endpoint).Assembly.Location));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(ApprovedFile, actual);

        string approved = File.Exists(ApprovedFile) ? File.ReadAllText(ApprovedFile) : "";
        if (approved == actual)
            return;

        string[] before = WithOuterTypes(approved);
        string[] after = WithOuterTypes(actual);
        Assert.Fail($"""
            The public API is not the one in {Path.GetFileName(ApprovedFile)}:

            {string.Join('\n', before.Except(after).Select(line => "- " + line))}
            {string.Join('\n', after.Except(before).Select(line => "+ " + line))}

            If that is what you want, approve it, and commit the changed file:

                APPROVE=1 dotnet test tests/SocketBasics.Tests --filter {nameof(The_public_API_is_as_approved)}
            """);
    }

    // "public void Dispose() { }" alone says nothing: each line gets the declarations around it.
    private static string[] WithOuterTypes(string text)
    {
        var outer = new List<string>();
        var lines = new List<string>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string content = line.TrimStart();
            if (content is "{" or "}")
                continue;

            int depth = (line.Length - content.Length) / 4;
            outer.RemoveRange(Math.Min(depth, outer.Count), Math.Max(0, outer.Count - depth));
            outer.Add(NameIn(content));
            lines.Add(string.Join(" > ", outer.SkipLast(1).Append(content)));
        }

        return [.. lines];
    }

    private static string NameIn(string declaration) => declaration.Split(" : ")[0].Split(' ')[^1];
}

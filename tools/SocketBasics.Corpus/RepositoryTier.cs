namespace SocketBasics.Corpus;

/// <summary>What is to be expected of a repository's code.</summary>
public enum RepositoryTier
{
    /// <summary>Not in the list.</summary>
    Unlisted = 0,

    /// <summary>Libraries and servers that the whole platform builds on.</summary>
    Excellent,

    /// <summary>Popular libraries and applications.</summary>
    Popular,

    /// <summary>Tutorials, exercises and the projects of students.</summary>
    Tutorial,
}

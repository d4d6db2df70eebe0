namespace SocketBasics.Corpus;

/// <summary>Tells labels whose line is no longer what it was when somebody looked at it.</summary>
public static class LabelAge
{
    /// <summary>Whether the labeled line is gone.</summary>
    /// <param name="label">The label.</param>
    /// <param name="repository">Its repository.</param>
    /// <returns><see langword="true"/> if the newest commit does not have the line where the label has it.</returns>
    public static bool IsGone(Label label, GitRepository repository) =>
        !repository.Head.StartsWith(label.Commit, StringComparison.Ordinal)
        && IsGone(label.Line, repository.ReadLines(label.Commit, label.Path), repository.ReadLines("HEAD", label.Path));

    /// <summary>Whether a line is gone.</summary>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="then">The file when the label was made; null if the clone does not have that commit.</param>
    /// <param name="now">The file today; null if there is none.</param>
    /// <returns><see langword="true"/> if the line is not there, or not within reach of its old place.</returns>
    public static bool IsGone(int line, IReadOnlyList<string>? then, IReadOnlyList<string>? now)
    {
        if (now is null || then is null || line > then.Count)
            return now is null || line > now.Count;

        string text = then[line - 1].Trim();
        int first = Math.Max(line - 1 - LabelJoin.Reach, 0);
        return !now.Skip(first).Take(line + LabelJoin.Reach - first).Any(candidate => candidate.Trim() == text);
    }
}

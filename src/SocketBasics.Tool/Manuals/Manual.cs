namespace SocketBasics.Tool.Manuals;

/// <summary>What a manual page says beside the options.</summary>
/// <param name="Summary">What it does, as the line under NAME has it.</param>
/// <param name="Synopsis">What can be written, without the name of the command.</param>
/// <param name="Description">The paragraphs.</param>
internal sealed record Manual(string Summary, string[] Synopsis, string[] Description)
{
    /// <summary>Gets the commands below this one, with what each does.</summary>
    public (string Term, string Text)[] Commands { get; init; } = [];

    /// <summary>Gets the arguments, with what each means.</summary>
    public (string Term, string Text)[] Arguments { get; init; } = [];

    /// <summary>Gets what the JSON holds, with what each line is for.</summary>
    public (string Term, string Text)[] Json { get; init; } = [];

    /// <summary>Gets the environment variables.</summary>
    public (string Term, string Text)[] Environment { get; init; } = [];

    /// <summary>Gets the exit codes.</summary>
    public (string Term, string Text)[] ExitStatus { get; init; } = [];

    /// <summary>Gets command lines, with what each is for.</summary>
    public (string Term, string Text)[] Examples { get; init; } = [];

    /// <summary>Gets the names of other pages.</summary>
    public string SeeAlso { get; init; } = "";
}

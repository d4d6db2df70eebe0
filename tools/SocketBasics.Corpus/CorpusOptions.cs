using System.Globalization;

namespace SocketBasics.Corpus;

/// <summary>What the command line asks for.</summary>
public sealed class CorpusOptions
{
    /// <summary>What to say when it cannot be understood.</summary>
    public const string Usage =
        """
        usage: corpus <folder of clones> [options]
          --repository <owner/name>   look at this repository only (repeatable)
          --rule <id>                 show this rule only (repeatable)
          --unlabeled                 show the reports that have no label yet, and nothing else
          --missed                    show the labeled mistakes that are not reported, and nothing else
          --times                     show how long each rule took
          --context <n>               show n lines of source before and after
          --labels <file>             take another file of labels
          --page <file>               write the table of docs/rules/precision.md
        """;

    private readonly List<string> _repositories = [];
    private readonly List<string> _rules = [];

    private CorpusOptions(string folder) => Folder = folder;

    /// <summary>Gets the folder with the clones.</summary>
    public string Folder { get; }

    /// <summary>Gets a value indicating whether to show the reports without a label.</summary>
    public bool Unlabeled { get; private set; }

    /// <summary>Gets a value indicating whether to show the mistakes that no rule found.</summary>
    public bool Missed { get; private set; }

    /// <summary>Gets a value indicating whether to show how long each rule took.</summary>
    public bool Times { get; private set; }

    /// <summary>Gets how many lines of source to show before and after.</summary>
    public int? Context { get; private set; }

    /// <summary>Gets the file of labels.</summary>
    public string Labels { get; private set; } = Path.Combine(AppContext.BaseDirectory, "labels.tsv");

    /// <summary>Gets the file to write the page to.</summary>
    public string? Page { get; private set; }

    /// <summary>Takes a command line apart.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The options, or null when they cannot be understood.</returns>
    public static CorpusOptions? Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var folder, ..] || folder.StartsWith('-'))
            return null;

        var options = new CorpusOptions(folder);
        for (int i = 1; i < arguments.Count; i++)
        {
            if (options.TrySet(arguments[i]))
                continue;
            if (++i == arguments.Count || !options.TrySet(arguments[i - 1], arguments[i]))
                return null;
        }

        return options;
    }

    /// <summary>Whether to look at a repository.</summary>
    /// <param name="repository">Its name, as owner/name.</param>
    /// <returns><see langword="true"/> if it is asked for, or nothing is.</returns>
    public bool HasRepository(string repository) => _repositories.Count == 0 || _repositories.Contains(repository);

    /// <summary>Whether to show a rule.</summary>
    /// <param name="rule">Its id.</param>
    /// <returns><see langword="true"/> if it is asked for, or nothing is.</returns>
    public bool HasRule(string rule) => _rules.Count == 0 || _rules.Contains(rule);

    private bool TrySet(string option) => option switch
    {
        "--unlabeled" => Unlabeled = true,
        "--missed" => Missed = true,
        "--times" => Times = true,
        _ => false,
    };

    private bool TrySet(string option, string value)
    {
        switch (option)
        {
            case "--repository":
                _repositories.Add(value);
                return true;
            case "--rule":
                _rules.Add(value);
                return true;
            case "--labels":
                Labels = value;
                return true;
            case "--page":
                Page = value;
                return true;
            case "--context" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int lines):
                Context = lines;
                return true;
            default:
                return false;
        }
    }
}

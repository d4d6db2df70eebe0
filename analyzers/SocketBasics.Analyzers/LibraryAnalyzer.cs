using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers;

/// <summary>One rule about the use of the library's own types.</summary>
public abstract class LibraryAnalyzer : RuleAnalyzer
{
    private protected LibraryAnalyzer(DiagnosticDescriptor rule)
        : base(rule)
    {
    }

    internal sealed override void Start(RuleActions actions)
    {
        if (LibrarySymbols.Of(actions.Compilation, actions.CancellationToken) is { } symbols)
            Register(actions, symbols);
    }

    /// <summary>Registers the rule's actions; called only for source that can speak of the library.</summary>
    private protected abstract void Register(RuleActions actions, LibrarySymbols symbols);
}

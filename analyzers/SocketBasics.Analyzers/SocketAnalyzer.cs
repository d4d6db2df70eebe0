using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers;

/// <summary>One rule about the framework's sockets and addresses, and about the library's where they are alike.</summary>
public abstract class SocketAnalyzer : RuleAnalyzer
{
    private protected SocketAnalyzer(DiagnosticDescriptor rule)
        : base(rule)
    {
    }

    internal sealed override void Start(RuleActions actions)
    {
        if (SocketSymbols.Of(actions.Compilation, actions.CancellationToken) is { } symbols)
            Register(actions, symbols);
    }

    /// <summary>Registers the rule's actions; called only for source that names sockets or addresses.</summary>
    private protected abstract void Register(RuleActions actions, SocketSymbols symbols);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>A rule about what is done with a listening socket, wherever the source shows that it is one.</summary>
public abstract class ListeningSocketAnalyzer : SocketAnalyzer
{
    private protected ListeningSocketAnalyzer(DiagnosticDescriptor rule)
        : base(rule)
    {
    }

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        // TcpListener.Server is the listening socket, by its type alone.
        actions.RegisterOperationAction(
            operation =>
            {
                var property = (IPropertyReferenceOperation)operation.Operation;
                if (IsServer(property, symbols))
                    Analyze(property, symbols, operation.Options, operation.ReportDiagnostic);
            },
            OperationKind.PropertyReference);

        SocketVariables.Register(
            actions, symbols, (variable, options, report) => Analyze(variable, symbols, options, report));
    }

    /// <summary>Looks at a variable, and at its mentions when it has listening sockets only.</summary>
    private protected virtual void Analyze(
        SocketVariable variable, SocketSymbols symbols, AnalyzerOptions options, Action<Diagnostic> report)
    {
        if (variable.Roles != SocketRoles.Listens)
            return;
        foreach (IOperation reference in variable.References)
        {
            if (SocketSymbols.IsOrDerivesFrom(reference.Type, symbols.Socket))
                Analyze(reference, symbols, options, report);
        }
    }

    private protected static bool IsServer(IPropertyReferenceOperation property, SocketSymbols symbols) =>
        property.Property.Name == "Server" && SocketSymbols.Is(property.Property.ContainingType, symbols.TcpListener);

    /// <summary>Looks at one mention of a listening socket.</summary>
    private protected abstract void Analyze(
        IOperation listening, SocketSymbols symbols, AnalyzerOptions options, Action<Diagnostic> report);
}

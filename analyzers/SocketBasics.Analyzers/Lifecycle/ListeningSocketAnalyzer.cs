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

    private protected override void Register(CompilationStartAnalysisContext context, SocketSymbols symbols)
    {
        // TcpListener.Server is the listening socket, by its type alone.
        context.RegisterOperationAction(
            operation =>
            {
                var property = (IPropertyReferenceOperation)operation.Operation;
                if (IsServer(property, symbols))
                    Analyze(property, symbols, operation.Options, operation.ReportDiagnostic);
            },
            OperationKind.PropertyReference);

        SocketVariables.Register(context, symbols, (end, variable) =>
        {
            if (!IsListening(variable, symbols))
                return;
            foreach (IOperation reference in variable.References)
            {
                if (SocketSymbols.IsOrDerivesFrom(reference.Type, symbols.Socket))
                    Analyze(reference, symbols, end.Options, end.ReportDiagnostic);
            }
        });
    }

    /// <summary>Whether a variable has listening sockets only, for all that the source shows.</summary>
    private protected virtual bool IsListening(SocketVariable variable, SocketSymbols symbols) =>
        variable.Roles == SocketRoles.Listens;

    private protected static bool IsServer(IPropertyReferenceOperation property, SocketSymbols symbols) =>
        property.Property.Name == "Server" && SocketSymbols.Is(property.Property.ContainingType, symbols.TcpListener);

    /// <summary>Looks at one mention of a listening socket.</summary>
    private protected abstract void Analyze(
        IOperation listening, SocketSymbols symbols, AnalyzerOptions options, Action<Diagnostic> report);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1101: the listening socket is sent to, received from, or asked about a peer.</summary>
public sealed class ListeningSocketUsedAsConnectionAnalyzer() : ListeningSocketAnalyzer(Rule)
{
    public const string Id = "SB1101";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Listening socket used as a connection",
        "'{0}' is the listening socket: it never carries data, and '{1}' {2}; use the socket that Accept returns",
        RuleCategory.Lifecycle,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A listening socket only queues connections. Each of them has a socket of its own, which accept(2) returns.",
        RulePage.Of(Id));

    private protected override void Analyze(
        IOperation listening, SocketSymbols symbols, AnalyzerOptions options, Action<Diagnostic> report)
    {
        IOperation? use;
        string name;
        if (SocketUse.Outermost(listening).Parent is IArgumentOperation { Parent: IObjectCreationOperation creation }
            && SocketSymbols.Is(creation.Type, symbols.NetworkStream))
        {
            (use, name) = (creation, "new NetworkStream");
        }
        else
        {
            use = SocketUse.MemberOf(listening);
            if (!SocketSymbols.Is(SocketUse.TypeOf(use), symbols.Socket))
                return;
            name = SocketUse.NameOf(use)!;
        }

        if (Consequence(use, name) is { } consequence && !SocketUse.IsOnlyStated(use!))
            report(Diagnostic.Create(Rule, use!.Syntax.GetLocation(), listening.Syntax, name, consequence));
    }

    private static string? Consequence(IOperation? use, string name) => (use, name) switch
    {
        (IObjectCreationOperation, _) => "throws, as it is not connected",
        (IPropertyReferenceOperation, "Connected") => "is always false",
        (IPropertyReferenceOperation, "RemoteEndPoint") => "is always null",
        (IPropertyReferenceOperation, "Available") => "tells nothing about any connection",
        (IInvocationOperation or IMethodReferenceOperation, _) when Transfers(name) => "fails, as it is not connected",
        _ => null,
    };

    private static bool Transfers(string method)
    {
        string started = method.StartsWith("Begin", StringComparison.Ordinal)
            ? method.Substring("Begin".Length) : method;
        return started.StartsWith("Send", StringComparison.Ordinal)
            || started.StartsWith("Receive", StringComparison.Ordinal);
    }
}

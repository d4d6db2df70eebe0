using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB2003: a local owns a socket of the library, and nobody disposes it.</summary>
public sealed class ConnectionNotDisposedAnalyzer() : LibraryAnalyzer(Rule)
{
    public const string Id = "SB2003";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Connection or listener not disposed",
        "'{0}' is neither disposed nor handed on: the {1} stays open until the garbage collector finds it",
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A connection or a listening socket is a descriptor of the operating system. Until it is closed, the peer "
            + "waits, or the port is taken; and the finalizer closes it when it happens to run.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, LibrarySymbols symbols)
    {
        actions.RegisterOperationAction(operation => AnalyzeCall(operation, symbols), OperationKind.Invocation);
        actions.RegisterOperationAction(operation => AnalyzeLoop(operation, symbols), OperationKind.Loop);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Makes(call, symbols) || ThrowAssertion.Expects(call))
            return;

        // SB2004 speaks of accepted connections that nobody looks at.
        var trail = new OwnerTrail(symbols);
        trail.Follow(call);
        if (trail.IsRead || !LibraryAccept.IsAccept(call, symbols))
            Report(context, trail);
    }

    private static void AnalyzeLoop(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        if (context.Operation is not IForEachLoopOperation loop
            || LibraryAccept.VariableOf(loop, symbols) is not { } variable)
        {
            return;
        }

        var trail = new OwnerTrail(symbols);
        trail.Hold(variable, variable.Locations[0], loop);
        if (trail.IsRead)
            Report(context, trail);
    }

    private static void Report(OperationAnalysisContext context, OwnerTrail trail)
    {
        if (!trail.IsKept && trail is { Holder: { } holder, HeldAt: { } location })
            context.ReportDiagnostic(Diagnostic.Create(Rule, location, holder.Name, Describe(holder.Type)));
    }

    private static bool Makes(IInvocationOperation call, LibrarySymbols symbols) => call.TargetMethod.Name switch
    {
        "ConnectAsync" => LibrarySymbols.IsCallOf(call, symbols.ClientSocket, "ConnectAsync"),
        "AcceptAsync" => LibraryAccept.IsAccept(call, symbols),
        "Listen" => LibrarySymbols.IsCallOf(call, symbols.BoundServerSocket, "Listen"),
        "Bind" => LibrarySymbols.IsCallOf(call, symbols.ServerSocket, "Bind")
            || LibrarySymbols.IsCallOf(call, symbols.DatagramSocket, "Bind")
            || LibrarySymbols.IsCallOf(call, symbols.RawSocket, "Bind"),
        _ => false,
    };

    private static string Describe(ITypeSymbol type) => type.Name switch
    {
        "Connection" => "connection",
        "ListeningSocket" => "listening socket",
        "BoundServerSocket" => "bound socket",
        _ => "socket",
    };
}

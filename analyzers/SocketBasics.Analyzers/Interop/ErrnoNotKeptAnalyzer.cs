using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1503: a function of the C socket API is imported without SetLastError.</summary>
public sealed class ErrnoNotKeptAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1503";

    private const string Lost = "the runtime may overwrite errno before anybody reads it";
    private const string Asked = "the error that is read after the call is that of another one";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Socket import does not preserve errno",
        "'{0}' is imported without SetLastError, so {1}",
        RuleCategory.Interop,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "With SetLastError the runtime copies the error number right after the function returns, to where "
            + "Marshal.GetLastPInvokeError finds it.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols)
    {
        // Such programs read the number themselves, right after the call.
        if (LibraryUse.IsMentioned(actions.Compilation, "GetLastSystemError", actions.CancellationToken)
            || LibraryUse.IsMentioned(actions.Compilation, "__errno_location", actions.CancellationToken)
            || LibraryUse.IsMentioned(actions.Compilation, "WSAGetLastError", actions.CancellationToken))
            return;

        // What a type declares, the types within it call, too; the outermost ends last.
        var types = new ConcurrentDictionary<ISymbol, ConcurrentQueue<IInvocationOperation>>(
            SymbolEqualityComparer.Default);
        actions.RegisterTypeStartAction(start =>
        {
            // Only to save time: no call within has to be looked at where no attribute imports anything.
            INamedTypeSymbol outermost = Outermost((INamedTypeSymbol)start.Symbol);
            if (!LibraryUse.IsMentioned(outermost, "Import", start.CancellationToken))
                return;

            ConcurrentQueue<IInvocationOperation> calls = types.GetOrAdd(outermost, _ => new());
            start.RegisterOperationAction(
                operation =>
                {
                    var call = (IInvocationOperation)operation.Operation;
                    if (IsLost(call.TargetMethod))
                        calls.Enqueue(call);
                },
                OperationKind.Invocation);
            start.RegisterSymbolEndAction(end =>
            {
                if (types.TryRemove(end.Symbol, out calls))
                    Analyze((INamedTypeSymbol)end.Symbol, [.. calls], end.ReportDiagnostic);
            });
        });
    }

    private static void Analyze(INamedTypeSymbol type, IInvocationOperation[] calls, Action<Diagnostic> report)
    {
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (!IsLost(method))
                continue;

            IInvocationOperation[] own = [.. calls.Where(call => SymbolEqualityComparer.Default.Equals(
                (call.TargetMethod.PartialDefinitionPart ?? call.TargetMethod).OriginalDefinition, method))];
            bool isAsked = own.Any(ErrorQuery.Follows);

            // Whoever does not even look whether it failed will not ask why.
            if (!isAsked && own.Length > 0 && own.All(CallResult.IsIgnored)
                && method.DeclaredAccessibility == Accessibility.Private)
                continue;

            report(Diagnostic.Create(
                Rule, method.Locations[0], isAsked ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                additionalLocations: null, properties: null,
                method.Name, isAsked ? Asked : Lost));
        }

        foreach (INamedTypeSymbol nested in type.GetTypeMembers())
            Analyze(nested, calls, report);
    }

    private static bool IsLost(IMethodSymbol method) =>
        !method.ReturnsVoid
        && NativeImport.Of(method) is { SetsLastError: false } import
        && import.Function is "socket" or "bind" or "listen" or "accept" or "accept4" or "connect" or "send" or "sendto"
            or "sendmsg" or "recv" or "recvfrom" or "recvmsg" or "shutdown" or "setsockopt" or "getsockopt"
            or "getsockname" or "getpeername" or "socketpair";

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
            type = outer;
        return type;
    }
}

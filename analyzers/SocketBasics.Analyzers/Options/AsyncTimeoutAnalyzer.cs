using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers;

/// <summary>SB1402: a time-out of synchronous calls on a socket that makes none.</summary>
public sealed class AsyncTimeoutAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1402";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Timeout has no effect on asynchronous calls",
        "'{0}' only applies to synchronous calls, and there are none; pass a CancellationToken to the asynchronous "
            + "ones",
        RuleCategory.Options,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "The time-outs of sockets and streams are those of blocking calls (SO_RCVTIMEO, SO_SNDTIMEO). An asynchronous "
            + "call waits in another way, and without limit.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        SocketVariables.RegisterTypes(actions, symbols, "Timeout", type => MayHaveTimeOut(type, symbols), (end, variables) =>
        {
            var transfers = new Dictionary<ISymbol, SocketTransfers>(SymbolEqualityComparer.Default);
            foreach (SocketVariable variable in variables)
                transfers[variable.Symbol] = new(variable, symbols);
            foreach (List<SocketTransfers> same in Connected(transfers))
                Analyze(same, end.ReportDiagnostic);
        });

    /// <summary>Types that speak of time-outs have variables of many other types; of an object nobody knows what it is.</summary>
    private static bool MayHaveTimeOut(ITypeSymbol? type, SocketSymbols symbols) =>
        SocketSymbols.Is(type, symbols.Socket) || SocketSymbols.Is(type, symbols.TcpClient)
        || SocketSymbols.Is(type, symbols.UdpClient) || SocketSymbols.Is(type, symbols.NetworkStream)
        || SocketSymbols.Is(type, symbols.Stream);

    private static void Analyze(List<SocketTransfers> same, Action<Diagnostic> report)
    {
        if (!same.All(transfers => transfers.IsKnown))
            return;

        bool isReadLater = same.Any(use => use.ReadsLater) && !same.Any(use => use.ReadsAtOnce);
        bool isWrittenLater = same.Any(use => use.WritesLater) && !same.Any(use => use.WritesAtOnce);
        foreach ((IOperation place, string name, bool isOfReading) in same.SelectMany(use => use.TimeOuts))
        {
            if ((isOfReading ? isReadLater : isWrittenLater) && !SocketUse.IsOnlyStated(place))
                report(Diagnostic.Create(Rule, place.Syntax.GetLocation(), name));
        }
    }

    /// <summary>Brings together the variables that hold one socket.</summary>
    private static IEnumerable<List<SocketTransfers>> Connected(Dictionary<ISymbol, SocketTransfers> all)
    {
        var neighbors = all.Keys.ToDictionary(
            symbol => symbol, _ => new List<ISymbol>(), SymbolEqualityComparer.Default);
        foreach (KeyValuePair<ISymbol, SocketTransfers> variable in all)
        {
            foreach (ISymbol other in variable.Value.Others.Where(all.ContainsKey))
            {
                neighbors[variable.Key]!.Add(other);
                neighbors[other]!.Add(variable.Key);
            }
        }

        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (ISymbol start in all.Keys)
        {
            var open = new Stack<ISymbol>([start]);
            var same = new List<SocketTransfers>();
            while (open.Count > 0)
            {
                ISymbol symbol = open.Pop();
                if (!seen.Add(symbol))
                    continue;
                same.Add(all[symbol]);
                foreach (ISymbol other in neighbors[symbol])
                    open.Push(other);
            }

            if (same.Count > 0)
                yield return same;
        }
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1306: a text is decoded as it arrives, each part for itself.</summary>
public sealed class ChunkDecodedAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1306";

    /// <summary>The property of a diagnostic that the fix can be right for.</summary>
    public const string CanFix = "fix";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Text decoded chunk by chunk",
        "A character may be cut in two where '{0}' ends; decode by one Decoder, or when all bytes are there",
        RuleCategory.Bytes,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "GetString decodes its bytes for themselves. The first half of a character at their end becomes U+FFFD, and "
            + "so does the second half at the start of the next part.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(operation => Analyze(operation, symbols), "GetString");

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!SocketSymbols.IsOrDerivesFrom(call.TargetMethod.ContainingType, symbols.Encoding)
            || call.Instance is not { } encoding
            || ReceiveLoop.LoopAround(call) is not { } loop
            || PartOf(call) is not { Buffer: { } buffer, Count: { } count }
            || !TextEncoding.HasLongCharacters(encoding, symbols)
            || Accumulation.In(loop).FirstOrDefault(added => added.IsText && IsPart(added, call)) is not { } text
            || !LivesOn(text.Whole, loop)
            || !IsRead(loop, buffer, count, symbols))
        {
            return;
        }

        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (call.Arguments.Length == 3
            && IsFixed(buffer, loop)
            && IsFixed(encoding, loop)
            && AvailableLoop.ConditionOf(loop, symbols) is null)
        {
            properties = properties.Add(CanFix, "");
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Rule, call.Syntax.GetLocation(), [loop.Syntax.GetLocation()], properties, buffer.Syntax.ToString()));
    }

    /// <summary>The buffer and the count of <c>GetString(buffer, 0, count)</c>, also by a span.</summary>
    private static (IOperation? Buffer, IOperation? Count) PartOf(IInvocationOperation call)
    {
        if (call.Arguments.Length == 3)
            return (BufferVariable.Of(call.Arguments[0].Value), call.Arguments[2].Value);

        return call.Arguments.Length > 0
            && SocketUse.Unconverted(call.Arguments[0].Value) is IInvocationOperation
            {
                TargetMethod.Name: "AsSpan" or "Slice", Arguments: { Length: > 0 } arguments,
            } slice
            ? (BufferVariable.Of(slice.Instance ?? arguments[0].Value), arguments.Last().Value)
            : default;
    }

    private static bool IsPart(Accumulation added, IOperation call) => SocketUse.Inner(added.Part) == call;

    /// <summary>Whether a variable is the same for all turns of a loop.</summary>
    private static bool LivesOn(IOperation variable, ILoopOperation loop) =>
        SocketUse.SymbolOf(variable) is { } symbol
        && !loop.Body.Descendants().Any(operation => operation is IVariableDeclaratorOperation declarator
            && SymbolEqualityComparer.Default.Equals(declarator.Symbol, symbol));

    /// <summary>Whether what stands before the loop can speak of a variable, and means the same.</summary>
    private static bool IsFixed(IOperation variable, ILoopOperation loop) =>
        SocketUse.SymbolOf(variable) is not { } symbol || !LoopWrites.To(symbol, loop);

    /// <summary>Whether the count is that of a read into the buffer in each turn.</summary>
    private static bool IsRead(ILoopOperation loop, IOperation buffer, IOperation count, SocketSymbols symbols) =>
        loop.Descendants().Any(operation =>
            ReadCall.Find(operation, symbols) is { Buffer: { } filled } read
            && BufferVariable.IsSame(BufferVariable.Of(filled), buffer)
            && read.IsFromPeer(symbols)
            && !read.IsOfDatagrams(symbols)
            && CallResult.Outermost(read.Call) is var value
            && ReadCount.LocalOf(ref value) is { } local
            && SymbolEqualityComparer.Default.Equals(local, SocketUse.SymbolOf(count)));
}

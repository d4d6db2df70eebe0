using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1307: a read or write from an offset, of as many bytes as all of the buffer has.</summary>
public sealed class OffsetWithWholeLengthAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1307";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Offset with the length of the whole buffer",
        "From offset '{1}', '{0}' does not have {0}.Length bytes left; pass {0}.Length - {2}",
        RuleCategory.Bytes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Offset and count must stay within the buffer. The call works while the offset is 0, and throws as soon as it "
            + "is not: after the first read that was partial.",
        RulePage.Of(Id));

    private static readonly string[] SocketCalls =
    [
        "Receive", "Send", "ReceiveFrom", "SendTo", "ReceiveMessageFrom", "BeginReceive", "BeginSend", "BeginReceiveFrom",
        "BeginSendTo", "BeginReceiveMessageFrom",
    ];

    private static readonly string[] StreamCalls =
    [
        "Read", "Write", "ReadAsync", "WriteAsync", "BeginRead", "BeginWrite", "ReadExactly", "ReadExactlyAsync",
    ];

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(
            operation => Analyze(operation, symbols), [.. SocketCalls, .. StreamCalls, "SetBuffer"]);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!MovesBytes(call.TargetMethod, symbols)
            || Argument(call, "buffer") is not { } array
            || Argument(call, "offset") is not { } offset
            || (Argument(call, "count") ?? Argument(call, "size")) is not { } count
            || BufferVariable.Of(array) is not { } buffer
            || !BufferVariable.IsLengthOf(count, buffer)
            || Constants.Integer(Assignments.OnlyValueOf(offset)) <= 0
            || SocketUse.IsOnlyStated(call))
        {
            return;
        }

        string start = offset.Syntax.ToString();
        bool isSimple = SocketUse.SymbolOf(offset) is not null || offset.ConstantValue.HasValue;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, count.Syntax.GetLocation(), [offset.Syntax.GetLocation()],
            array.Syntax.ToString(), start, isSimple ? start : $"({start})"));
    }

    private static bool MovesBytes(IMethodSymbol method, SocketSymbols symbols) => method.Name switch
    {
        "SetBuffer" => SocketSymbols.Is(method.ContainingType, symbols.SocketAsyncEventArgs),
        var name when SocketCalls.Contains(name) => SocketSymbols.Is(method.ContainingType, symbols.Socket),
        _ => SocketSymbols.Is(ReadCall.Root(method).ContainingType, symbols.Stream),
    };

    private static IOperation? Argument(IInvocationOperation call, string name) =>
        ReadCall.Argument(call, ReadCall.Root(call.TargetMethod), name) is { } value ? SocketUse.Inner(value) : null;
}

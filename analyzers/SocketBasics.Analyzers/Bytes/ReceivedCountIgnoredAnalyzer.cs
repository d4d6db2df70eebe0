using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1301: a read whose count nobody looks at.</summary>
public sealed class ReceivedCountIgnoredAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1301";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Received byte count ignored",
        "'{0}' may return fewer bytes than asked for, and none at the end; use its result",
        RuleCategory.Bytes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A read waits for the first byte, and returns what is there by then. What is behind the bytes it has counted "
            + "is old, and after the peer has ended, all of the buffer is.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(operation => Analyze(operation, symbols), ReadCall.Names);

    /// <summary>Whether this rule reports the read.</summary>
    internal static bool IsIgnored(ReadCall read, SocketSymbols symbols) =>
        CallResult.IsIgnored(read.Call)
        && (read.Kind is not ReadKind.Stream || (!IsSeenByCompiler(read) && PeerStream.MayBe(read.Source, symbols)))
        && !ReadBuffer.IsEmpty(read)
        && !ReadBuffer.IsForAvailable(read)
        && !SocketUse.IsOnlyStated(read.Call)
        && !IsExpectedToThrow(read.Call)
        && !(TestProject.Is(symbols.Compilation) && ReadBuffer.IsNeverLookedAt(read, symbols));

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        if (ReadCall.Find(context.Operation, symbols) is not { } read || !IsIgnored(read, symbols))
            return;

        IReadOnlyList<WholeBuffer> uses = PartialRead.After(read, symbols);
        ImmutableDictionary<string, string?> properties =
            PartialRead.Properties(read, uses, out IEnumerable<Location> places);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, read.Call.Syntax.GetLocation(), places, properties, read.Name));
    }

    /// <summary>CA2022 of the SDK reports plain statements, with and without await.</summary>
    private static bool IsSeenByCompiler(ReadCall read) =>
        !read.IsEnd
        && (read.Call.Parent is IAwaitOperation waiting ? waiting.Parent : read.Call.Parent)
            is IExpressionStatementOperation;

    /// <summary>A test says that it would have failed, had the read returned.</summary>
    private static bool IsExpectedToThrow(IOperation read)
    {
        while (read.Parent is { } parent and not IBlockOperation)
            read = parent;
        return read.Parent is IBlockOperation block
            && block.Operations.SkipWhile(statement => statement != read).Skip(1).FirstOrDefault()
                is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "Fail" } };
    }
}

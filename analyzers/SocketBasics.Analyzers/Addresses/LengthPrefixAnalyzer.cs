using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1007: the length of a message is sent as the machine has it.</summary>
public sealed class LengthPrefixAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1007";

    /// <summary>Tells the code fix to which signed type it has to cast the length.</summary>
    public const string Cast = "Cast";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Length prefix in host byte order",
        "'{0}' is sent in the byte order of this machine; protocols mostly send lengths with the highest byte first",
        RuleCategory.Addresses,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "BitConverter writes numbers as they lie in memory: with the lowest byte first on x86 and ARM.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterCallAction(operation => Analyze(operation, symbols), "GetBytes");

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.ContainingNamespace.ToDisplayString() != "System"
            || call.Arguments.Length != 1
            || CastOf(call.TargetMethod.Parameters[0].Type) is not { } cast
            || !LengthValue.Is(call.Arguments[0].Value)
            || SaysLittleEndian(call)
            || !SentBytes.Reach(call, symbols)
            || SocketUse.IsOnlyStated(call))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Rule, call.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(Cast, cast),
            call.Arguments[0].Value.Syntax));
    }

    /// <summary>What HostToNetworkOrder takes; empty where the length is that already.</summary>
    private static string? CastOf(ITypeSymbol number) => number.SpecialType switch
    {
        SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 => string.Empty,
        SpecialType.System_UInt16 => "short",
        SpecialType.System_UInt32 => "int",
        SpecialType.System_UInt64 => "long",
        _ => null,
    };

    /// <summary>A file that speaks of it knows what it does, whether it asks for it or wants it.</summary>
    private static bool SaysLittleEndian(IOperation call)
    {
        string text = call.Syntax.SyntaxTree.ToString();
        return text.IndexOf("LittleEndian", StringComparison.OrdinalIgnoreCase) >= 0
            || text.IndexOf("little-endian", StringComparison.OrdinalIgnoreCase) >= 0
            || text.IndexOf("little endian", StringComparison.OrdinalIgnoreCase) >= 0;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1201: the number of an error, which is another one on each system, is compared with a constant.</summary>
public sealed class ErrorCodeAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1201";

    private const long FirstOfWinsock = 10000;

    private const long LastErrno = 255;

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "ErrorCode compared instead of SocketErrorCode",
        "'{0}' is another number on each system ({1}); compare SocketErrorCode with SocketError.{2}",
        RuleCategory.Connecting,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "ErrorCode and NativeErrorCode are the number of the Winsock error on Windows and errno elsewhere. SocketErrorCode "
            + "is the same everywhere.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        var code = (IPropertyReferenceOperation)context.Operation;
        if (!IsErrorCode(code, symbols))
            return;

        IOperation[] constants = [.. ComparedConstants.With(code)];
        var known = constants
            .Select(constant => (Constant: constant, Error: ErrorNumber.Find(Constants.Integer(constant))))
            .Where(pair => pair.Error is not null)
            .ToArray();
        if (known.Length == 0 || KnowsEachSystem(code, symbols))
            return;

        // Where each constant has a name, the fix can put it there.
        var named = known.Length == constants.Length && ComparedConstants.IsDirect(code) ? known : [];
        ErrorNumber first = known[0].Error!;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            code.Syntax.GetLocation(),
            IsForWindowsOnly(context) ? DiagnosticSeverity.Info : Rule.DefaultSeverity,
            named.Select(pair => pair.Constant.Syntax.GetLocation()),
            named.Select((pair, i) => (Key: i.ToString(CultureInfo.InvariantCulture), pair.Error!.Name))
                .ToImmutableDictionary(pair => pair.Key, pair => (string?)pair.Name),
            code.Property.Name, $"{first.Windows} on Windows, {first.Linux} on Linux", first.Name));
    }

    private static bool IsErrorCode(IPropertyReferenceOperation code, SocketSymbols symbols) =>
        code.Property.Name is "ErrorCode" or "NativeErrorCode"
        && SocketSymbols.IsOrDerivesFrom(code.Instance?.Type, symbols.SocketException);

    /// <summary>
    /// Where numbers of Winsock stand beside those of errno, somebody has listed what each system says. The meaning of
    /// the latter is unknown then: 89 is ECANCELED on macOS and EDESTADDRREQ on Linux.
    /// </summary>
    private static bool KnowsEachSystem(IOperation code, SocketSymbols symbols)
    {
        long?[] numbers = [.. code.OperationsOfMember()
            .OfType<IPropertyReferenceOperation>()
            .Where(other => IsErrorCode(other, symbols))
            .SelectMany(ComparedConstants.With)
            .Select(Constants.Integer)];
        return numbers.Any(number => number is >= FirstOfWinsock)
            && numbers.Any(number => number is > 0 and <= LastErrno);
    }

    private static bool IsForWindowsOnly(OperationAnalysisContext context) =>
        context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.TargetFramework", out string? framework)
        && (framework.Contains("-windows") || framework.StartsWith("net4", StringComparison.Ordinal));
}

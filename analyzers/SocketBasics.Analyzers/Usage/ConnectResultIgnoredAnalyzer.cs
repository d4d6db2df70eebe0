using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB2001: a connect whose outcome nobody looks at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConnectResultIgnoredAnalyzer() : LibraryAnalyzer(Rule)
{
    public const string Id = "SB2001";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Connect result ignored",
        "The result of '{0}' is ignored: a failed connect goes unnoticed, and a successful one leaks its connection; "
            + "call GetConnectionOrThrow() and dispose the connection, or match the outcomes",
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A connect reports how it ended by its result and throws for no outcome. When the result is dropped, a refusal "
            + "or a time-out looks like success, and an established connection stays open until it is finalized.",
        RulePage.Of(Id));

    private protected override void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        if (method.ReturnsVoid
            || !Connects(method, symbols)
            || !CallResult.IsIgnored(call)
            || HandsBack(call, symbols)
            || ThrowAssertion.Expects(call))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), NameOf(call)));
    }

    private static string NameOf(IInvocationOperation call) => call.TargetMethod.MethodKind switch
    {
        MethodKind.DelegateInvoke => call.Instance?.Syntax.ToString() ?? call.TargetMethod.Name,
        MethodKind.LocalFunction => call.TargetMethod.Name,
        _ => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
    };

    /// <summary>The library's connects, and every method or delegate that returns what they return.</summary>
    private static bool Connects(IMethodSymbol method, LibrarySymbols symbols)
    {
        if (!LibrarySymbols.Is(symbols.WithoutTask(method.ReturnType), symbols.ConnectResult))
            return false;

        // Queue<ConnectResult>.Dequeue or Task<ConnectResult>.WaitAsync make no connection; they hand one on.
        return method.MethodKind is MethodKind.DelegateInvoke
            || symbols.WithoutTask(method.OriginalDefinition.ReturnType)
                is not ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type };
    }

    /// <summary>
    /// Whether the call was given a result, so that the one it returns is no new one: <c>result.LogTo(log)</c>.
    /// </summary>
    private static bool HandsBack(IInvocationOperation call, LibrarySymbols symbols)
    {
        if (call.Instance is { } instance && Holds(instance.Type, symbols))
            return true;

        foreach (IArgumentOperation argument in call.Arguments)
        {
            IOperation value = argument.Value;
            while (value is IConversionOperation conversion)
                value = conversion.Operand;
            if (Holds(value.Type, symbols))
                return true;
        }

        return false;
    }

    private static bool Holds(ITypeSymbol? type, LibrarySymbols symbols) => type switch
    {
        IArrayTypeSymbol array => Holds(array.ElementType, symbols),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } => false,
        INamedTypeSymbol named => LibrarySymbols.Is(named, symbols.ConnectResult)
            || LibrarySymbols.Is(named.BaseType, symbols.ConnectResult)
            || named.TypeArguments.Any(argument => Holds(argument, symbols)),
        _ => false,
    };
}

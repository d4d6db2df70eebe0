using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1502: bind, connect or sendto gets an address of one structure and the length of another.</summary>
public sealed class AddressLengthAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1502";

    /// <summary>What the code fix passes instead.</summary>
    public const string Instead = "Instead";

    private const int PathLength = 110;

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "sockaddr length does not match the structure",
        "'{0}' is not the length of the address: '{1}' is {2} bytes long",
        RuleCategory.Interop,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The kernel copies as many bytes as it is told. An address that is too short for its family is EINVAL.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (NativeImport.Of(call.TargetMethod) is not { } import
            || LengthIndex(import.Function) is not { } index
            || ArgumentAt(call, index) is not { } length
            || ArgumentAt(call, index - 1) is not { } address
            || StructureOf(address) is not { } structure
            || SizeOf(structure) is not { } size
            || Fits(length.Value, size))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            PortExpression.SyntaxOf(length.Value).GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(Instead, LengthOf(structure, address, length)),
            length.Value.Syntax, structure.Name, size.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The structure that an argument refers or points to, before it is cast to <c>sockaddr</c>.</summary>
    private static ITypeSymbol? StructureOf(IArgumentOperation address)
    {
        if (address.Parameter?.RefKind is RefKind.Ref or RefKind.In)
            return address.Value.Type;

        return (PortExpression.Innermost(address.Value).Type as IPointerTypeSymbol)?.PointedAtType;
    }

    /// <summary>Whoever has a pointer is in unsafe code, where sizeof is allowed.</summary>
    private static string LengthOf(ITypeSymbol structure, IArgumentOperation address, IArgumentOperation length)
    {
        string name = NameOf(structure);
        string size = address.Parameter?.Type is IPointerTypeSymbol
            ? $"sizeof({name})"
            : $"System.Runtime.InteropServices.Marshal.SizeOf<{name}>()";
        ITypeSymbol type = length.Parameter!.Type;
        return type.SpecialType == SpecialType.System_Int32 ? size : $"({NameOf(type)}){size}";

        string NameOf(ITypeSymbol named) =>
            named.ToMinimalDisplayString(length.SemanticModel!, length.Syntax.SpanStart);
    }

    private static int? LengthIndex(string function) => function switch
    {
        "bind" or "connect" => 2,
        "sendto" => 5,
        _ => null,
    };

    private static IArgumentOperation? ArgumentAt(IInvocationOperation call, int index) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == index);

    /// <summary>The structures of one family, by their names in C, however these are spelled.</summary>
    private static int? SizeOf(ITypeSymbol structure) =>
        PortName.Normalize(structure.Name) switch
        {
            "sockaddrin" or "sockaddrvm" => 16,
            "sockaddrin6" => 28,
            "sockaddrll" => 20,
            "sockaddrnl" => 12,
            "sockaddrun" => PathLength,
            _ => null,
        };

    private static bool Fits(IOperation length, int size)
    {
        IOperation value = PortExpression.Innermost(Assignments.OnlyValueOf(PortExpression.Innermost(length)));
        if (MeasuredBy(value) is { } measured)
        {
            // Structures of one's own with other names may be of any size; what a pointer takes is none of an address.
            int? other = PortName.Normalize(measured.Name) switch
            {
                "sockaddr" => 16,
                "sockaddrstorage" => 128,
                _ => SizeOf(measured),
            };
            return other is null ? !IsSmall(measured) : other == size;
        }

        if (value is IPropertyReferenceOperation { Property.ContainingType: var type })
            return type.SpecialType is not (SpecialType.System_IntPtr or SpecialType.System_UIntPtr);

        // The length of a path varies. The kernel takes an IPv6 address without its scope: RFC 2133 had none.
        return Constants.Integer(value) is not { } number
            || number == size
            || (size == PathLength && number is > 2 and < PathLength)
            || (size == 28 && number == 24);
    }

    private static bool IsSmall(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Pointer || type.SpecialType is not SpecialType.None;

    /// <summary>What sizeof is asked of, or Marshal.SizeOf, or Unsafe.SizeOf.</summary>
    private static ITypeSymbol? MeasuredBy(IOperation value) => value switch
    {
        ISizeOfOperation size => size.TypeOperand,
        IInvocationOperation { TargetMethod: { Name: "SizeOf", ContainingType.Name: "Marshal" or "Unsafe" } method }
            call =>
            method.TypeArguments.FirstOrDefault() ?? call.Arguments.FirstOrDefault()?.Value switch
            {
                ITypeOfOperation type => type.TypeOperand,
                { } measured => PortExpression.Innermost(measured).Type is { IsValueType: true } type ? type : null,
                null => null,
            },
        _ => null,
    };
}

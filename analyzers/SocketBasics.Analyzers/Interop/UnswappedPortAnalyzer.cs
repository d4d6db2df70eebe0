using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB1501: a port is stored in a sockaddr structure in the byte order of the machine.</summary>
public sealed class UnswappedPortAnalyzer() : SocketAnalyzer(Rule)
{
    public const string Id = "SB1501";

    private static readonly string[] Remarks = ["htons", "network order", "network byte order", "big-endian", "big endian", "bigendian", "swapped"];

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Port stored without htons",
        "'{0}' {1}",
        RuleCategory.Interop,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The port of sockaddr_in and sockaddr_in6 is big-endian on every machine. What .NET does for its own endpoints, "
            + "a program that calls the C functions has to do for itself.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, SocketSymbols symbols) =>
        actions.RegisterOperationAction(
            context => Analyze(context, symbols),
            OperationKind.SimpleAssignment, OperationKind.DeconstructionAssignment, OperationKind.FieldInitializer, OperationKind.Argument,
            OperationKind.Conversion);

    private static void Analyze(OperationAnalysisContext context, SocketSymbols symbols)
    {
        switch (context.Operation)
        {
            case IConversionOperation conversion when CutSwap.Find(conversion, symbols) is { } cut:
                context.ReportDiagnostic(Diagnostic.Create(
                    Rule,
                    PortExpression.SyntaxOf(conversion).GetLocation(),
                    [PortExpression.Innermost(cut.Operand).Syntax.GetLocation()],
                    cut.Name, $"swaps {cut.Bytes} bytes here, and the two that are left are 0"));
                break;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                Check(context, target.Member, assignment.Value, symbols);
                break;
            case IDeconstructionAssignmentOperation { Target: ITupleOperation targets } assignment
                when assignment.Value is ITupleOperation values:
                for (int i = 0; i < targets.Elements.Length; i++)
                {
                    if (targets.Elements[i] is IMemberReferenceOperation part)
                        Check(context, part.Member, values.Elements[i], symbols);
                }

                break;
            case IFieldInitializerOperation initializer:
                Check(context, initializer.InitializedFields[0], initializer.Value, symbols);
                break;

            // The parameters of a positional record are its properties.
            case IArgumentOperation { Parent: IObjectCreationOperation { Type: INamedTypeSymbol { IsRecord: true } type }, Parameter: { } parameter } argument
                when type.GetMembers(parameter.Name).FirstOrDefault() is IPropertySymbol property:
                Check(context, property, argument.Value, symbols);
                break;
        }
    }

    private static void Check(OperationAnalysisContext context, ISymbol member, IOperation value, SocketSymbols symbols)
    {
        if (!PortName.IsOfSocketAddress(member))
            return;

        PortOrigin origin = PortOrigin.Of(value);
        if (origin.Order is ByteOrder.Host or ByteOrder.Plain && IsSwappedInPlace(value, member))
            return;
        if (origin.Order is not (ByteOrder.Host or ByteOrder.Plain or ByteOrder.Lost)
            || (Constants.Integer(value) is { } number && IsMeant(value, (int)number & 0xFFFF))
            || PassedPort.MayBeSwapped(value)
            || PortName.IsSwappedByItsType(member, value)
            || CutSwap.IsBefore(origin, symbols))
        {
            return;
        }

        IOperation port = PortExpression.Innermost(origin.Swap is { } swap ? swap.Operand : value);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            PortExpression.SyntaxOf(value).GetLocation(),
            [port.Syntax.GetLocation()],
            member.Name, Consequence(origin, port)));
    }

    /// <summary>Whether a program that asks for the endianness, or takes up the field again, sees to the order itself.</summary>
    private static bool IsSwappedInPlace(IOperation value, ISymbol member)
    {
        for (IOperation? parent = value.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalOperation conditional && PortOrigin.AsksForEndianness(conditional.Condition))
                return true;
        }

        return value.OperationsOfMember().Any(operation => operation switch
        {
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment =>
                IsIt(target)
                && assignment.Value.DescendantsAndSelf().Any(IsIt)
                && assignment.Value.DescendantsAndSelf().Any(part => ByteSwap.Find(part) is not null),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref } argument => IsIt(argument.Value),
            IAddressOfOperation address => IsIt(address.Reference),
            _ => false,
        });

        bool IsIt(IOperation operation) =>
            operation is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member, member);
    }

    private static string Consequence(PortOrigin origin, IOperation port)
    {
        const string InNetworkOrder = "is in network byte order; ";
        if (origin.Order == ByteOrder.Lost)
            return InNetworkOrder + $"'{origin.Swap!.Name}' swaps {origin.Swap.Bytes} bytes here, and the two that are stored are 0";
        return InNetworkOrder + (Constants.Integer(port) is { } number
            ? $"{number & 0xFFFF} stored as it is means port {PortExpression.Swap((int)number & 0xFFFF)}"
            : "convert the port with IPAddress.HostToNetworkOrder((short)port), which is htons");
    }

    /// <summary>Whether a constant was written with its bytes swapped: it says so, or is hexadecimal and reads better backward.</summary>
    private static bool IsMeant(IOperation value, int port)
    {
        if (PortExpression.Innermost(value) is not ILiteralOperation literal)
            return false;
        if (literal.Syntax.ToString().StartsWith("0x", StringComparison.OrdinalIgnoreCase) && port > PortExpression.Swap(port))
            return true;

        SyntaxNode line = value.Syntax;
        Microsoft.CodeAnalysis.Text.SourceText text = line.SyntaxTree.GetText();
        string remark = text.Lines.GetLineFromPosition(line.Span.End).ToString();
        int comment = remark.IndexOf("//", StringComparison.Ordinal);
        comment = comment < 0 ? remark.IndexOf("/*", StringComparison.Ordinal) : comment;
        return comment >= 0
            && Remarks.Any(word => remark.IndexOf(word, comment, StringComparison.OrdinalIgnoreCase) >= 0)
            && port > PortExpression.Swap(port);
    }
}

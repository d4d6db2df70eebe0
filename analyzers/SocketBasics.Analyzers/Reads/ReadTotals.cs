using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The variables by which a loop knows how much it has read: numbers and texts that grow.</summary>
internal sealed class ReadTotals
{
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private readonly ILocalSymbol? _count;

    private ReadTotals(ILocalSymbol? count) => _count = count;

    public bool IsEmpty => _variables.Count == 0;

    /// <summary>Follows the count of a read; null when it goes where somebody may ask whether it is 0.</summary>
    public static ReadTotals? Of(ReadCall read, ILoopOperation loop)
    {
        IOperation value = CallResult.Outermost(read.Call);
        if (value.Type?.SpecialType is not SpecialType.System_Int32)
            return null;
        if (Sum(value) is { } sum)
        {
            var direct = new ReadTotals(null);
            direct._variables.Add(sum);
            return direct;
        }

        if (ReadCount.LocalOf(ref value) is not { } count
            || value.Parent is not (IExpressionStatementOperation or IVariableInitializerOperation))
        {
            return null;
        }

        var totals = new ReadTotals(count);
        return loop.MentionsOf(count).OfType<ILocalReferenceOperation>().All(totals.Follow)
            ? totals
            : null;
    }

    /// <summary>Whether in a loop nothing but counts is added to the totals.</summary>
    public bool AreOnlyAddedTo(ILoopOperation loop) => loop.Descendants()
        .Where(operation => Is(SocketUse.SymbolOf(operation)))
        .All(mention => mention.Parent switch
        {
            ICompoundAssignmentOperation added when added.Target == mention => IsCount(added.Value),
            ISimpleAssignmentOperation assigned when assigned.Target == mention =>
                SocketUse.Inner(assigned.Value) is IBinaryOperation binary
                && (IsCount(binary.RightOperand) || IsCount(binary.LeftOperand)),
            IIncrementOrDecrementOperation => false,
            IArgumentOperation argument =>
                argument.Parameter?.RefKind is RefKind.None && !IsBuilder(mention),
            IInvocationOperation { TargetMethod.Name: "Append", Arguments: { Length: > 0 } added } =>
                IsCount(added[0].Value),
            IInvocationOperation call => Looks(call),
            IPropertyReferenceOperation property =>
                property.Parent is not IAssignmentOperation assignment || assignment.Target != property,
            _ => !IsBuilder(mention),
        });

    /// <summary>
    /// Whether a call sends something, and not as much as was read: the kernel of a peer that has closed answers with a
    /// reset, and the next send throws.
    /// </summary>
    public bool IsSentBesides(IOperation operation) =>
        operation is IInvocationOperation { Instance: not null } send
        && (send.TargetMethod.Name is "Send" or "SendAsync" or "Write" or "WriteAsync" or "WriteLine")
        && !send.Descendants().Any(IsCount);

    /// <summary>Whether a condition asks for a total, and for nothing that changes without bytes.</summary>
    public bool Decide(IOperation condition, ILoopOperation loop)
    {
        bool isAsked = false;
        return Depends(condition) && isAsked;

        bool Depends(IOperation operation)
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    if (IsRead(call))
                        return true;
                    if (!Looks(call) || call.Instance is null)
                        return false;
                    break;
                case IPropertyReferenceOperation property:
                    if (!IsSteady(property, loop))
                        return false;
                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation:
                    ISymbol variable = SocketUse.SymbolOf(operation)!;
                    isAsked |= Is(variable);
                    if (operation.Type?.SpecialType is SpecialType.System_Boolean
                        || (!Is(variable) && LoopWrites.To(variable, loop))
                        || LoopWrites.MayBeElsewhere(variable, loop))
                    {
                        return false;
                    }

                    break;
                case IBinaryOperation or IUnaryOperation or IConversionOperation or ILiteralOperation
                    or IInstanceReferenceOperation or IAwaitOperation or IArgumentOperation
                    or ICompoundAssignmentOperation or ISizeOfOperation:
                    break;
                default:
                    return false;
            }

            return operation.ChildOperations.All(Depends);
        }
    }

    /// <summary>Lengths, and what stays true after the peer has ended.</summary>
    private bool IsSteady(IPropertyReferenceOperation property, ILoopOperation loop)
    {
        string name = property.Property.Name;
        if (name is "Connected" or "CanRead")
            return true;
        return (name.EndsWith("Length", StringComparison.Ordinal) || name.EndsWith("Count", StringComparison.Ordinal)
                || name.EndsWith("Size", StringComparison.Ordinal))
            && !(property.Instance is { Type.IsValueType: false } instance
                && IsCalled(SocketUse.SymbolOf(instance), loop));
    }

    /// <summary>Whether a method of an object is called, which may change what it has.</summary>
    private bool IsCalled(ISymbol? variable, ILoopOperation loop) => variable is not null && !Is(variable)
        && loop.Descendants().Any(operation => operation is IInvocationOperation { Instance: { } instance }
            && SymbolEqualityComparer.Default.Equals(SocketUse.SymbolOf(instance), variable));

    private static bool IsBuilder(IOperation mention) => mention.Type is { Name: "StringBuilder" };

    /// <summary>A method by which a text is looked at.</summary>
    private static bool Looks(IInvocationOperation call) =>
        call.TargetMethod.Name is "ToString" or "Contains" or "EndsWith" or "StartsWith" or "IndexOf" or "LastIndexOf"
        && LoopWrites.IsOfFramework(call.TargetMethod);

    private static bool IsRead(IInvocationOperation call) =>
        call.TargetMethod.Name is "Receive" or "ReceiveAsync" or "Read" or "ReadAsync"
        && LoopWrites.IsOfFramework(call.TargetMethod);

    private static bool IsSum(BinaryOperatorKind kind) => kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract;

    /// <summary>The number that a value is added to, or subtracted from.</summary>
    private static ISymbol? Sum(IOperation value)
    {
        value = SocketUse.Outermost(value);
        switch (value.Parent)
        {
            case ICompoundAssignmentOperation added when IsSum(added.OperatorKind):
                return VariableOf(added.Target);
            case IBinaryOperation binary when IsSum(binary.OperatorKind)
                && SocketUse.Outermost(binary).Parent is ISimpleAssignmentOperation assigned:
                IOperation other = binary.LeftOperand == value ? binary.RightOperand : binary.LeftOperand;
                ISymbol? sum = VariableOf(assigned.Target);
                return SymbolEqualityComparer.Default.Equals(sum, SocketUse.SymbolOf(other)) ? sum : null;
            default:
                return null;
        }
    }

    private static ISymbol? VariableOf(IOperation target) =>
        target is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
        && target.Type?.SpecialType is not SpecialType.System_String
            ? SocketUse.SymbolOf(target)
            : null;

    private bool Is(ISymbol? variable) => _variables.Contains(variable!);

    /// <summary>Whether a mention of the count does not ask if it is 0; totals that it goes to are kept.</summary>
    private bool Follow(ILocalReferenceOperation reference)
    {
        if (reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference)
            return true;
        if (Sum(reference) is { } sum)
            return _variables.Add(sum) || true;

        IOperation value = reference;
        while (value.Parent is IConversionOperation
            || (value.Parent is IBinaryOperation binary && IsSum(binary.OperatorKind)))
        {
            value = value.Parent;
        }

        if (value.Parent is not IArgumentOperation { Parent: IInvocationOperation call })
            return ReadCount.IsPrinted(reference);
        if (!LoopWrites.IsOfFramework(call.TargetMethod)
            || call.TargetMethod.Name.StartsWith("ThrowIf", StringComparison.Ordinal))
        {
            return false;
        }

        if (Text(call) is { } text)
            _variables.Add(text);
        return true;
    }

    /// <summary>The text that decoded bytes are appended to.</summary>
    private static ISymbol? Text(IInvocationOperation decoding) =>
        decoding.TargetMethod.Name != "GetString" ? null : decoding.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Append" } append } =>
                SocketUse.SymbolOf(append.Instance),
            ICompoundAssignmentOperation { Target: ILocalReferenceOperation text } => text.Local,
            _ => null,
        };

    /// <summary>Whether a value is a count, or the text that was decoded from as many bytes.</summary>
    private bool IsCount(IOperation value)
    {
        value = SocketUse.Inner(value);
        return (value is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, _count))
            || (value is IInvocationOperation call && (IsRead(call) || Text(call) is not null));
    }
}

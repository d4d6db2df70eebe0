using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>A place where a local or a parameter gets a value.</summary>
/// <param name="Value">The value, or null if it cannot be named.</param>
/// <param name="IsParsed">Whether the value was read from text.</param>
/// <param name="IsElement">Whether the value is one of a sequence, or what a pattern has matched.</param>
internal sealed record VariableWrite(IOperation? Value, bool IsParsed = false, bool IsElement = false);

/// <summary>What is written to a local or a parameter, and where.</summary>
internal static class VariableWrites
{
    /// <summary>All writes in the member that <paramref name="from"/> is a part of.</summary>
    public static IEnumerable<VariableWrite> All(IOperation from, ISymbol variable) =>
        Among(from.WritesOfMember(), variable);

    /// <summary>Finds the write that was the last before <paramref name="use"/>, or null if nothing was written before.</summary>
    /// <returns>Whether that is certain.</returns>
    public static bool TryFindLast(IOperation use, ISymbol variable, out VariableWrite? last)
    {
        last = null;
        for (IOperation current = use; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                // Later turns of a loop see what earlier ones wrote; a lambda sees what was written when it runs.
                case ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation when Within(parent, variable).Any():
                    return false;
                case IAnonymousFunctionOperation or ILocalFunctionOperation when All(use, variable).Skip(1).Any():
                    return false;
                case IConditionalOperation conditional when conditional.Condition != current && Last(conditional.Condition, variable) is { } matched:
                    last = matched;
                    return true;
                case IBlockOperation block:
                    if (BeforeIn(block.Operations, current, variable, out last))
                        return last is not null;
                    break;
                case ISwitchCaseOperation { Body: var body }:
                    if (BeforeIn(body, current, variable, out last))
                        return last is not null;
                    break;
            }
        }

        return true;
    }

    private static bool BeforeIn(
        IEnumerable<IOperation> statements, IOperation current, ISymbol variable, out VariableWrite? found)
    {
        found = null;
        foreach (IOperation statement in statements.TakeWhile(statement => statement != current).Reverse())
        {
            VariableWrite[] writes = [.. Within(statement, variable)];
            if (writes.Length == 0)
                continue;

            bool isCertain = statement is IExpressionStatementOperation or IVariableDeclarationGroupOperation or IUsingDeclarationOperation
                || (statement is IConditionalOperation conditional
                    && (PortOrigin.AsksForEndianness(conditional.Condition) || Within(conditional.Condition, variable).Count() == writes.Length));
            if (isCertain)
                found = writes[writes.Length - 1];
            return true;
        }

        return false;
    }

    private static VariableWrite? Last(IOperation operation, ISymbol variable) => Within(operation, variable).LastOrDefault();

    private static IEnumerable<VariableWrite> Within(IOperation root, ISymbol variable) =>
        Among(root.DescendantsAndSelf(), variable);

    private static IEnumerable<VariableWrite> Among(IEnumerable<IOperation> operations, ISymbol variable)
    {
        foreach (IOperation operation in operations)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when IsIt(declarator.Symbol):
                    if (declarator.GetVariableInitializer()?.Value is { } initial)
                        yield return new(initial);
                    break;
                case IForEachLoopOperation loop when loop.Locals.Any(IsIt):
                    yield return new(null, IsElement: true);
                    break;
                case ISimpleAssignmentOperation assignment when IsTarget(assignment.Target):
                    yield return new(assignment.Value);
                    break;
                case ICompoundAssignmentOperation assignment when IsTarget(assignment.Target):
                    yield return new(null);
                    break;
                case IDeconstructionAssignmentOperation assignment when Mentions(assignment.Target):
                    yield return new(Part(assignment));
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when IsTarget(argument.Value):
                    yield return new(null, IsParsed: argument.Parent is IInvocationOperation { TargetMethod.Name: "TryParse" });
                    break;
                case IDeclarationPatternOperation pattern when pattern.DeclaredSymbol is { } declared && IsIt(declared):
                    yield return new(null, IsElement: true);
                    break;
                case IRecursivePatternOperation pattern when pattern.DeclaredSymbol is { } declared && IsIt(declared):
                    yield return new(null, IsElement: true);
                    break;
            }
        }

        bool IsIt(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol, variable);

        bool IsTarget(IOperation target) => PortVariable.VariableOf(target) is { } written && IsIt(written);

        bool Mentions(IOperation target) => target.DescendantsAndSelf().Any(IsTarget);

        IOperation? Part(IDeconstructionAssignmentOperation assignment)
        {
            IOperation target = assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target;
            IOperation value = assignment.Value is IConversionOperation conversion ? conversion.Operand : assignment.Value;
            if (target is not ITupleOperation targets || value is not ITupleOperation values)
                return null;

            for (int i = 0; i < targets.Elements.Length && i < values.Elements.Length; i++)
            {
                if (IsTarget(targets.Elements[i]))
                    return values.Elements[i];
            }

            return null;
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Casts and masks around a port.</summary>
internal static class PortExpression
{
    /// <summary>What is left of a port without them.</summary>
    public static IOperation Innermost(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.And } mask when Constants.Integer(mask.RightOperand) == 0xFFFF:
                    operation = mask.LeftOperand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>A port with all of them.</summary>
    public static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent switch
        {
            IConversionOperation => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.And } mask => Constants.Integer(mask.RightOperand) == 0xFFFF,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift } shift =>
                Constants.Integer(shift.RightOperand) is 16 or 48,
            _ => false,
        })
        {
            operation = operation.Parent!;
        }

        return operation;
    }

    /// <summary>Gets the source of a value, with what the tree of operations leaves out.</summary>
    public static SyntaxNode SyntaxOf(IOperation operation)
    {
        SyntaxNode syntax = operation.Syntax;
        while (syntax.Parent is ParenthesizedExpressionSyntax or CheckedExpressionSyntax)
            syntax = syntax.Parent;
        return syntax;
    }

    /// <summary>The port that the bytes of this one name in the other order.</summary>
    public static int Swap(int port) => ((port & 0xFF) << 8) | ((port >> 8) & 0xFF);
}

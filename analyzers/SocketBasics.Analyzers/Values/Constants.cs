using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers;

/// <summary>What the compiler knows of a value.</summary>
internal static class Constants
{
    /// <summary>Gets an integer of whatever type, or null.</summary>
    public static long? Integer(IOperation? operation) => operation?.ConstantValue is { Value: { } value }
        ? value switch
        {
            int number => number,
            ushort number => number,
            short number => number,
            uint number => number,
            long number => number,
            byte number => number,
            sbyte number => number,
            char number => number,
            ulong number when number <= long.MaxValue => (long)number,
            _ => null,
        }
        : null;
}

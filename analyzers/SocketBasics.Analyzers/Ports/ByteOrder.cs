namespace SocketBasics.Analyzers;

/// <summary>What is known of the order of a port's two bytes.</summary>
internal enum ByteOrder
{
    /// <summary>Nothing: it came out of bytes or native memory, or out of code that cannot be followed.</summary>
    Unknown,

    /// <summary>Nothing says so, but it is a number like any other: a parameter, a property, a field.</summary>
    Plain,

    /// <summary>A number as the machine has it.</summary>
    Host,

    /// <summary>Big-endian, as protocols and <c>sin_port</c> have it.</summary>
    Network,

    /// <summary>Swapped as four bytes or eight: the port is in the uppermost two.</summary>
    NetworkWide,

    /// <summary>What was swapped as four bytes or eight, cut to the lowest two: 0 for every port.</summary>
    Lost,

    /// <summary>Both bytes are the same, so that the order does not matter.</summary>
    Either,
}

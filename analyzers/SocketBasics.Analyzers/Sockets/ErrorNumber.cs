namespace SocketBasics.Analyzers;

/// <summary>One error of sockets: its name in .NET, its number of Winsock, its errno of Linux.</summary>
internal sealed class ErrorNumber(string name, int windows, int linux)
{
    private static readonly ErrorNumber[] All =
    [
        new("Interrupted", 10004, 4), new("AccessDenied", 10013, 13), new("Fault", 10014, 14), new("InvalidArgument", 10022, 22),
        new("TooManyOpenSockets", 10024, 24), new("WouldBlock", 10035, 11), new("InProgress", 10036, 115),
        new("AlreadyInProgress", 10037, 114), new("NotSocket", 10038, 88), new("DestinationAddressRequired", 10039, 89),
        new("MessageSize", 10040, 90), new("ProtocolType", 10041, 91), new("ProtocolOption", 10042, 92),
        new("ProtocolNotSupported", 10043, 93), new("SocketNotSupported", 10044, 94), new("OperationNotSupported", 10045, 95),
        new("ProtocolFamilyNotSupported", 10046, 96), new("AddressFamilyNotSupported", 10047, 97),
        new("AddressAlreadyInUse", 10048, 98), new("AddressNotAvailable", 10049, 99), new("NetworkDown", 10050, 100),
        new("NetworkUnreachable", 10051, 101), new("NetworkReset", 10052, 102), new("ConnectionAborted", 10053, 103),
        new("ConnectionReset", 10054, 104), new("NoBufferSpaceAvailable", 10055, 105), new("IsConnected", 10056, 106),
        new("NotConnected", 10057, 107), new("Shutdown", 10058, 32), new("TimedOut", 10060, 110),
        new("ConnectionRefused", 10061, 111), new("HostDown", 10064, 112), new("HostUnreachable", 10065, 113),
        new("HostNotFound", 11001, -1), new("TryAgain", 11002, -1), new("NoRecovery", 11003, -1), new("NoData", 11004, -1),
    ];

    public string Name { get; } = name;

    public int Windows { get; } = windows;

    public string Linux { get; } = linux < 0 ? "another" : linux.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Finds the error with this number on either system.</summary>
    public static ErrorNumber? Find(long? number) =>
        number is > 0 ? All.FirstOrDefault(error => error.Windows == number || error.Linux == $"{number}") : null;
}

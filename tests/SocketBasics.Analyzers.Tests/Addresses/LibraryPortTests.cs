namespace SocketBasics.Analyzers.Tests;

/// <summary>SB1001 and SB1004 are the rules for the library's ports, too: they know them all.</summary>
public sealed class LibraryPortTests
{
    // What is added here is also to be added to SwappedPortTests, where each of these is flagged.
    [Fact]
    public void The_library_takes_ports_where_the_rules_look_for_them() => Assert.Equal(
        [
            "ClientSocket.ConnectAsync: Int32 port",
            "Endpoint.Any: Int32 port", "Endpoint.AnyV4: Int32 port", "Endpoint.AnyV6: Int32 port",
            "Endpoint.IP: Int32 port", "Endpoint.Loopback: Int32 port", "Endpoint.LoopbackV6: Int32 port",
            "Endpoint.WithPort: Int32 port",
        ],
        typeof(ClientSocket).Assembly.ExportedTypes
            .Where(type => type.Namespace == "SocketBasics")
            .SelectMany(type => type.GetMethods().Concat<System.Reflection.MethodBase>(type.GetConstructors()))
            .SelectMany(method => method.GetParameters())
            .Where(parameter => parameter.ParameterType == typeof(int) || parameter.ParameterType == typeof(ushort))
            .Where(parameter => parameter.Name!.Contains("port", StringComparison.OrdinalIgnoreCase)
                || (parameter.Member.Name.EndsWith("Port", StringComparison.Ordinal) && parameter.Name == "value"))
            .Select(parameter => $"{parameter.Member.DeclaringType!.Name}.{parameter.Member.Name}: "
                + $"{parameter.ParameterType.Name} {parameter.Name}")
            .Order(StringComparer.Ordinal));
}

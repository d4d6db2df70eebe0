namespace SocketBasics.Analyzers.Tests;

/// <summary>Source in which sockets go from state to state.</summary>
internal static class StateSource
{
    /// <summary>A class around the statements under test.</summary>
    public static string InMethod(string statements) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using SocketBasics;

        partial class C
        {
            private ServerSocket _server = ServerSocket.Create();
            private readonly byte[] _bytes = new byte[10];

            async Task M(ServerSocket server, BoundServerSocket bound, Connection connection, Endpoint a, bool flag)
            {
                await Task.Yield();
                {{statements}}
            }
        }

        partial class C
        {
            static ServerSocket Fresh() => ServerSocket.Create();
            static void Use(object? value) { }
            static void Replace(ref ServerSocket server) => server = ServerSocket.Create();
            static void Make(out ServerSocket server) => server = ServerSocket.Create();
            static void Look(in ServerSocket server) { }
        }

        static class Assert
        {
            public static void Throws<T>(Action action) => action();
        }
        """;
}

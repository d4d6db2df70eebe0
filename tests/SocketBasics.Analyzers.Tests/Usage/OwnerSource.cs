namespace SocketBasics.Analyzers.Tests;

/// <summary>Source in which sockets of the library are made and accepted.</summary>
internal static class OwnerSource
{
    /// <summary>A class around the statements under test.</summary>
    public static string InMethod(string statements) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using SocketBasics;
        using static SocketBasics.ConnectResult;

        partial class C
        {
            private Connection? _field;
            private readonly byte[] _bytes = new byte[10];

            async Task M(ListeningSocket listener, Endpoint remote, ConnectResult given, CancellationToken token)
            {
                await Task.Yield();
                {{statements}}
            }
        }

        partial class C
        {
            static Task HandleAsync(Connection connection) => Task.CompletedTask;
            static void Keep(object? value) { }
        }

        static class Assert
        {
            public static Task ThrowsAsync<T>(Func<Task> action) => action();
            public static void NotNull(object? value) { }
        }
        """;
}

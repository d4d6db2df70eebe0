namespace SocketBasics.Analyzers.Tests;

/// <summary>Source in which outcomes are told apart.</summary>
internal static class OutcomeSource
{
    /// <summary>A class around the statements under test; outcomes go by their short names.</summary>
    public static string InMethod(string statements) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using SocketBasics;
        using static SocketBasics.ConnectResult;

        class C
        {
            private ConnectResult? _field;
            private Connection? _connection;

            async Task M(ConnectResult given, ConnectResult[] many, Endpoint remote, bool flag, object text)
            {
                await Task.Yield();
                {{statements}}
            }

            static Task<ConnectResult> DialAsync(Endpoint remote) => ClientSocket.ConnectAsync(remote).AsTask();
            static ConnectResult Logged(ConnectResult result) => result;
            static ConnectResult Unboxed(object result) => (ConnectResult)result;
            static object Boxed() => 1;
            static void Use(object value) => Console.WriteLine(value);
        }
        """;
}

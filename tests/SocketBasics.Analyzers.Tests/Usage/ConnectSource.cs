namespace SocketBasics.Analyzers.Tests;

/// <summary>Source in which connects are made.</summary>
internal static class ConnectSource
{
    /// <summary>A class with wrappers of all kinds, around the statement under test.</summary>
    public static string InMethod(string statement) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using SocketBasics;

        sealed class C
        {
            private readonly List<ConnectResult> _all = [];
            private ConnectResult? _field;

            public ConnectResult? Property { get; set; }

            public async Task M(Endpoint remote, CancellationToken token)
            {
                await Task.Yield();
                {{statement}}
            }

            private static ValueTask<ConnectResult> DialAsync(Endpoint remote) => ClientSocket.ConnectAsync(remote);
            private static async Task<ConnectResult> DialTaskAsync(Endpoint remote) => await DialAsync(remote);
            private ConnectResult Dial(Endpoint remote) => DialTaskAsync(remote).Result;
            private static async Task<T> RetryAsync<T>(Func<Task<T>> action) => await action();
            private static T Log<T>(T value) => value;
        }

        sealed class Inbox : Queue<ConnectResult>;
        """;
}

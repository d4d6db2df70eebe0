using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SocketBasics.Tests.Outcomes;

/// <summary>Every exception that is thrown anywhere in the process until it is disposed, caught ones included.</summary>
internal sealed class FirstChanceExceptions : IDisposable
{
    public FirstChanceExceptions() => AppDomain.CurrentDomain.FirstChanceException += Remember;

    public ConcurrentQueue<string> Seen { get; } = new();

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Remember;

    private void Remember(object? sender, FirstChanceExceptionEventArgs e) => Seen.Enqueue(e.Exception.ToString());
}

namespace SocketBasics.Tests.Abuse;

/// <summary>Runs an action on several threads that start as one, and waits for all.</summary>
internal static class Together
{
    public static void Run(int threads, Action<int> action)
    {
        using var start = new Barrier(threads);
        var failures = new Exception?[threads];
        Thread[] running = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => RunOne(i)))];
        foreach (Thread thread in running)
            thread.Start();
        foreach (Thread thread in running)
            Assert.True(thread.Join(TimeSpan.FromSeconds(60)), "A thread hangs.");
        Assert.All(failures, Assert.Null);

        void RunOne(int index)
        {
            start.SignalAndWait();
            failures[index] = Record.Exception(() => action(index));
        }
    }
}

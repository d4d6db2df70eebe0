using System.Globalization;

namespace SocketBasics.NetworkCost.Servers;

/// <summary>
/// A server in a process of its own. It says "ready PORT", and answers questions about its memory, one a line, until
/// its input ends: "allocated" for the bytes allocated so far, "heap" for the bytes that live.
/// </summary>
internal static class ServerProgram
{
    public static int Run(string library, Handler handler)
    {
        if (Server.Create(library) is not { } server)
            return 2;

        Console.WriteLine($"ready {server.Listen().ToString(CultureInfo.InvariantCulture)}");
        _ = Task.Run(() => ServeAsync(server, handler));
        while (Console.ReadLine() is { } question)
            Console.WriteLine(Answer(question).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static long Answer(string question)
    {
        if (question == "allocated")
            return GC.GetTotalAllocatedBytes(precise: true);

        // What the collector keeps for later is no cost of an idle connection.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task ServeAsync(Server server, Handler handler)
    {
        try
        {
            await server.AcceptAllAsync(handler);
        }
        catch (Exception exception)
        {
            // Nobody would measure a server that does not serve any more.
            Environment.FailFast("the server ended", exception);
        }
    }
}

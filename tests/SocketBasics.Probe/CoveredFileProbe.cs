using System.Diagnostics;

namespace SocketBasics.Probe;

/// <summary>Disposes a server whose directory was covered by another file system, with a file of the same name in it.</summary>
internal static class CoveredFileProbe
{
    public static async Task RunAsync(string directory, TextWriter output)
    {
        string path = Path.Combine(directory, "socket");
        await using (ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Local(path)).Listen())
        {
            string[] bound = Run("stat", "-c", "%i %d", path).Split();
            Run("mount", "-t", "tmpfs", "second", directory);
            await File.WriteAllTextAsync(path, "");
            string[] present = Run("stat", "-c", "%i %d", path).Split();
            await output.WriteLineAsync($"same inode: {bound[0] == present[0]}");
            await output.WriteLineAsync($"same device: {bound[1] == present[1]}");
        }

        await output.WriteLineAsync($"kept: {File.Exists(path)}");
    }

    private static string Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command} ended with {process.ExitCode}.");
    }
}

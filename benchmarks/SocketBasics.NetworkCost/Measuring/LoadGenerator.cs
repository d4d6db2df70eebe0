using System.Globalization;
using System.Text.Json;

namespace SocketBasics.NetworkCost.Measuring;

/// <summary>The program that drives all servers, set up for one turn.</summary>
internal sealed class LoadGenerator : IDisposable
{
    private readonly ChildProcess _child;

    public LoadGenerator(Command load, string mode, ServerProcess server, int connections, int operations)
    {
        string[] numbers = [.. new[] { server.Port, server.Id, connections, operations }
            .Select(static number => number.ToString(CultureInfo.InvariantCulture))];
        _child = ChildProcess.Start(load.With([mode, .. numbers]));
        try
        {
            _child.Read();
        }
        catch
        {
            _child.Dispose();
            throw;
        }
    }

    /// <summary>Runs the turn. Its connections stay open until the generator is disposed.</summary>
    public Turn Run() => JsonSerializer.Deserialize<Turn>(_child.Ask("go"), Figures.Format)!;

    public void Dispose() => _child.Dispose();
}

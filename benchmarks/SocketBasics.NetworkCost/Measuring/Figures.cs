using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocketBasics.NetworkCost.Measuring;

/// <summary>All that a run has measured, as the file keeps it from which tables and plot are made.</summary>
internal sealed record Figures(string Machine, int Rounds, IReadOnlyList<WorkloadFigures> Workloads)
{
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Figures Read(string path) =>
        JsonSerializer.Deserialize<Figures>(File.ReadAllText(path), Format)
        ?? throw new InvalidDataException($"{path} holds no figures.");

    public WorkloadFigures? Of(string workload) => Workloads.FirstOrDefault(figures => figures.Workload == workload);

    public void Write(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(path, JsonSerializer.Serialize(this, Format) + "\n");
    }
}

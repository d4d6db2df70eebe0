namespace SocketBasics.NetworkCost.Measuring;

/// <summary>How a program is started.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    /// <summary>Gets a variable of the environment that the row is about, as NAME=VALUE.</summary>
    public string? Variable { get; init; }

    public Command With(params string[] arguments) => this with { Arguments = [.. Arguments, .. arguments] };

    /// <summary>Keeps it on one core from its start, so that a runtime sees one processor: taskset(1).</summary>
    public Command On(int? core) =>
        core is { } number ? new("taskset", ["-c", $"{number}", Program, .. Arguments]) { Variable = Variable } : this;
}

using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;

namespace SocketBasics.NetworkCost.Workloads;

/// <summary>A table: what its contenders do, and how it is measured.</summary>
/// <param name="Name">Its name in files and arguments.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Operation">What the figures are per.</param>
internal abstract record Workload(string Name, string Title, string Operation)
{
    // With pauses between them, in which the runtime translates again what it has seen run often.
    protected const int WarmUps = 4;

    protected const int FirstCore = 0;
    protected const int SecondCore = 1;

    public abstract IReadOnlyList<Contender> Contenders { get; }

    /// <summary>Lets the contenders take turns for so many rounds.</summary>
    public WorkloadFigures Measure(ProgramSet programs, int rounds)
    {
        Dictionary<string, string> absent = [];
        foreach (Contender contender in Contenders)
        {
            if (programs.WhyMissing(contender) is { } reason)
                absent[contender.Key] = reason;
        }

        Dictionary<string, Turn[]> rows = MeasureRows(programs, rounds, absent);
        return new(Name, rows, absent);
    }

    /// <summary>Measures those that are not absent, and adds to them those that fail.</summary>
    protected abstract Dictionary<string, Turn[]> MeasureRows(
        ProgramSet programs, int rounds, Dictionary<string, string> absent);

    /// <summary>
    /// Gives each contender its turn, in every round another one first. One that fails is absent from then on, and
    /// does not spoil the figures of the others.
    /// </summary>
    protected static Dictionary<string, Turn[]> TakeTurns(
        IReadOnlyList<Contender> contenders,
        int warmUps,
        int rounds,
        Dictionary<string, string> absent,
        Func<Contender, Turn> run)
    {
        Contender[] present = [.. contenders.Where(contender => !absent.ContainsKey(contender.Key))];
        var turns = present.ToDictionary(static contender => contender.Key, _ => new List<Turn>());
        for (int round = -warmUps; round < rounds; round++)
        {
            int first = (round + warmUps) % Math.Max(1, present.Length);
            foreach (Contender contender in present[first..].Concat(present[..first]))
            {
                if (absent.ContainsKey(contender.Key))
                    continue;
                try
                {
                    Turn turn = run(contender);
                    if (round >= 0)
                        turns[contender.Key].Add(turn);
                }
                catch (ChildFailedException exception)
                {
                    absent[contender.Key] = exception.Message;
                }
            }
        }

        return present.Where(contender => !absent.ContainsKey(contender.Key))
            .ToDictionary(static contender => contender.Key, contender => turns[contender.Key].ToArray());
    }
}

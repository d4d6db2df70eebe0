using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Networks;

/// <summary>Shares the lookups of one network: at most one is under way per name and family.</summary>
/// <remarks>
/// getaddrinfo(3) cannot be canceled and holds a thread until the resolver answers or gives up (10 s on Linux with the
/// usual resolv.conf). If every canceled connect left one behind, a silent resolver would starve the thread pool.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody takes holds nothing to dispose.")]
internal sealed class NameLookups(
    Func<string, AddressFamily, Task<NetworkResult<IReadOnlyList<IPAddress>>>> lookUp)
{
    // Names are often input: a thousand of them must not take a thousand threads. A lookup that nobody waits for any more
    // when its turn comes is not made.
    private const int MostAtOnce = 64;

    private static readonly IReadOnlyList<IPAddress> LoopbackV4 = [IPAddress.Loopback];
    private static readonly IReadOnlyList<IPAddress> LoopbackV6 = [IPAddress.IPv6Loopback];

    private readonly SemaphoreSlim _turns = new(MostAtOnce);
    private readonly Lock _joining = new();
    private readonly Dictionary<(string Name, AddressFamily Family), SharedLookup> _underWay = new(NameComparer.Instance);

    /// <summary>Looks up a name: by the resolver, if one is given, or by the network.</summary>
    /// <param name="name">The name.</param>
    /// <param name="family">The family.</param>
    /// <param name="resolver">The caller's own; it is asked once by each caller.</param>
    /// <param name="cancellationToken">Says that this caller no longer waits; a lookup of the network is shared and goes on.</param>
    /// <returns>The addresses, or why there are none.</returns>
    public Task<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(
        string name, AddressFamily family, NameResolver? resolver, CancellationToken cancellationToken)
    {
        if (AnswerWithoutQuery(name, family) is { } answer)
            return Task.FromResult(answer);
        if (resolver is not null)
            return AskAsync(resolver, name, family, cancellationToken);

        SharedLookup? lookup;
        lock (_joining)
        {
            if (!_underWay.TryGetValue((name, family), out lookup))
            {
                lookup = new SharedLookup(name, family);
                _underWay.Add((name, family), lookup);
                lookup.Answer = RunAsync(lookup);
            }

            lookup.Waiting++;
        }

        cancellationToken.UnsafeRegister(static state => Interlocked.Decrement(ref ((SharedLookup)state!).Waiting), lookup);
        return lookup.Answer;
    }

    /// <summary>RFC 6761 sections 6.3 and 6.4: these names must not leave the machine.</summary>
    private static NetworkResult<IReadOnlyList<IPAddress>>? AnswerWithoutQuery(string name, AddressFamily family)
    {
        ReadOnlySpan<char> plain = name.AsSpan().TrimEnd('.');
        if (IsOrEndsWith(plain, "invalid"))
            return SocketError.HostNotFound;
        if (!IsOrEndsWith(plain, "localhost"))
            return null;

        return new(family == AddressFamily.InterNetworkV6 ? LoopbackV6 : LoopbackV4, NetworkError.None);
    }

    private static bool IsOrEndsWith(ReadOnlySpan<char> name, ReadOnlySpan<char> label) =>
        name.EndsWith(label, StringComparison.OrdinalIgnoreCase)
        && (name.Length == label.Length || name[^(label.Length + 1)] == '.');

    private static async Task<NetworkResult<IReadOnlyList<IPAddress>>> AskAsync(
        NameResolver resolver, string name, AddressFamily family, CancellationToken cancellationToken)
    {
        try
        {
            // A copy: what the resolver does with its list later must not change a report.
            return new([.. await resolver(name, family, cancellationToken).ConfigureAwait(false)], NetworkError.None);
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (OperationCanceledException)
        {
            // Not the caller's will but the resolver's own time-out, unless the connect is over.
            return cancellationToken.IsCancellationRequested ? NetworkError.Aborted : SocketError.TryAgain;
        }
    }

    private async Task<NetworkResult<IReadOnlyList<IPAddress>>> RunAsync(SharedLookup lookup)
    {
        // Off the caller's thread, which holds the lock: a network may block in here.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _turns.WaitAsync().ConfigureAwait(false);
        bool isOver = false;
        try
        {
            lock (_joining)
            {
                isOver = Volatile.Read(ref lookup.Waiting) == 0;
                if (isOver)
                    _underWay.Remove((lookup.Name, lookup.Family));
            }

            return isOver ? NetworkError.Aborted : await lookUp(lookup.Name, lookup.Family).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
            lock (_joining)
            {
                // Somebody may have begun the next lookup of the name already.
                if (!isOver)
                    _underWay.Remove((lookup.Name, lookup.Family));
            }
        }
    }

    private sealed class SharedLookup(string name, AddressFamily family)
    {
        /// <summary>How many callers wait for the answer.</summary>
        public int Waiting;

        public string Name => name;

        public AddressFamily Family => family;

        public Task<NetworkResult<IReadOnlyList<IPAddress>>> Answer { get; set; } = null!;
    }

    private sealed class NameComparer : IEqualityComparer<(string Name, AddressFamily Family)>
    {
        public static readonly NameComparer Instance = new();

        public bool Equals((string Name, AddressFamily Family) x, (string Name, AddressFamily Family) y) =>
            x.Family == y.Family && string.Equals(x.Name, y.Name, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Name, AddressFamily Family) key) =>
            HashCode.Combine(key.Family, StringComparer.OrdinalIgnoreCase.GetHashCode(key.Name));
    }
}

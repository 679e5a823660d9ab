using System.Collections.Concurrent;

namespace OrleansNaming.HttpResolution;

/// <summary>
/// From a server, remembered for a second: so long a stopped instance may still be called, and so rarely a busy name is asked for.
/// When no server answers, what was remembered last is good enough, since calling an instance tells soon whether it lives.
/// </summary>
internal sealed class ClientLiveSets(INamingClient client, TimeProvider time) : ILiveSets
{
    /// <summary>Names that are remembered; beyond, all are forgotten, which costs one question each.</summary>
    private const int NamesMax = 4_096;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Remembered> _names = new(StringComparer.Ordinal);

    public ValueTask<InstanceSet> GetAsync(string name, CancellationToken cancellationToken)
    {
        var isKnown = _names.TryGetValue(name, out var known);
        return isKnown && time.GetElapsedTime(known!.At) < Fresh ? new(known.Found) : AskAsync(name, known, cancellationToken);
    }

    private async ValueTask<InstanceSet> AskAsync(string name, Remembered? known, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.ResolveAsync(name, options: null, cancellationToken).ConfigureAwait(false);
            if (_names.Count >= NamesMax)
            {
                _names.Clear();
            }

            _names[name] = new Remembered(found, time.GetTimestamp());
            return found;
        }
        catch (NamingException unreachable) when (unreachable.Refusal == Refusal.Unreachable && known is { Found.Count: > 0 })
        {
            return known.Found;
        }
    }

    private sealed record Remembered(InstanceSet Found, long At);
}

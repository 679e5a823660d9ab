using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>Sees every change of hands from outside: who may work at once (T3, T4), and how long a track has nobody (L4, row E24).</summary>
internal sealed class OwnershipWatch(TrackWorld world)
{
    private readonly SortedDictionary<string, TimeSpan> _ownerlessSince = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrackMachine> _owners = [];

    /// <summary>Each time that a track had nobody after it had somebody.</summary>
    public List<TimeSpan> Gaps { get; } = [];

    /// <summary>How often two servers could have worked on one track at once.</summary>
    public int Overlaps { get; private set; }

    public Action<string>? Log { get; set; }

    public int Handovers { get; private set; }

    public TrackMachine? OwnerOf(string track) => _owners.GetValueOrDefault(track);

    public int CountOf(TrackMachine machine) => _owners.Values.Count(owner => owner == machine);

    public void Acquired(TrackMachine machine, TrackToken token)
    {
        Handovers++;
        Log?.Invoke($"{world.Now} {machine} acquired {token.Track} {token.Epoch}");
        var rivals = world.Machines.Where(other => other != machine && BelievesIn(other, token.Track)).ToList();
        if (rivals.Count > 0)
        {
            Overlaps++;
            if (world.Options.Level == TrackLevel.Fenced)
            {
                throw new TrackPromiseBroken($"T3: {machine} acquired '{token.Track}' at {world.Now} while {string.Join(", ", rivals)} may still work on it");
            }
        }

        _owners[token.Track] = machine;
        if (_ownerlessSince.Remove(token.Track, out var since))
        {
            Gaps.Add(world.Now - since);
        }
    }

    public void Lost(TrackMachine machine, TrackToken token, string why)
    {
        Log?.Invoke($"{world.Now} {machine} lost {token.Track} {token.Epoch}: {why}");
        if (_owners.GetValueOrDefault(token.Track) == machine)
        {
            _owners.Remove(token.Track);
            _ownerlessSince.TryAdd(token.Track, world.Now);
        }
    }

    public void Died(TrackMachine machine)
    {
        foreach (var track in _owners.Where(pair => pair.Value == machine).Select(pair => pair.Key).ToList())
        {
            _owners.Remove(track);
            _ownerlessSince.TryAdd(track, world.Now);
        }
    }

    private bool BelievesIn(TrackMachine machine, string track) =>
        machine.Node is { } node && world.Now >= machine.PausedUntil
        && node.Owned.FirstOrDefault(tenure => tenure.Token.Track == track) is { } tenure && node.MayWork(tenure.Token, machine.Clock(world.Now));
}

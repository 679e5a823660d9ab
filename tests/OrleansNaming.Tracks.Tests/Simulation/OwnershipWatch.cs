using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>Sees every change of hands from outside: tokens (T1), who may work at once (T3, T4), that a claim stood (row E16), and how long a track has nobody (L4, row E24).</summary>
internal sealed class OwnershipWatch(TrackWorld world)
{
    private readonly SortedDictionary<string, TimeSpan> _ownerlessSince = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<TrackMachine>> _owners = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TimeSpan> _overlapSince = new(StringComparer.Ordinal);
    private readonly HashSet<TrackToken> _tokens = [];

    /// <summary>Each time that a track had nobody after it had somebody.</summary>
    public List<TimeSpan> Gaps { get; } = [];

    /// <summary>How often two servers could have worked on one track at once.</summary>
    public int Overlaps => OverlapSpans.Count + _overlapSince.Count;

    /// <summary>And for how long, where it is over.</summary>
    public List<TimeSpan> OverlapSpans { get; } = [];

    public int Handovers { get; private set; }

    public TimeSpan LastHandover { get; private set; }

    /// <summary>Since when a track without an owner counts against the bound; null while there are faults.</summary>
    public TimeSpan? HealedAt { get; set; }

    public TrackMachine? OwnerOf(string track) => _owners.TryGetValue(track, out var owners) && owners.Count > 0 ? owners[^1] : null;

    public IEnumerable<TrackMachine> OwnersOf(string track) => _owners.GetValueOrDefault(track) ?? [];

    public int CountOf(TrackMachine machine) => _owners.Values.Count(owners => owners.Contains(machine));

    public void Acquired(TrackMachine machine, TrackToken token)
    {
        Handovers++;
        LastHandover = world.Now;
        JudgeToken(machine, token);
        var key = KeyOf(machine, token.Track);
        var owners = _owners.TryGetValue(key, out var known) ? known : _owners[key] = [];
        if (owners.Count == 0 && _ownerlessSince.Remove(key, out var since))
        {
            Gaps.Add(world.Now - since);
        }

        owners.Remove(machine);
        owners.Add(machine);
        Judge(key);
    }

    public void Lost(TrackMachine machine, string track) => Gone(machine, KeyOf(machine, track));

    public void Died(TrackMachine machine)
    {
        foreach (var track in _owners.Where(pair => pair.Value.Contains(machine)).Select(pair => pair.Key).ToList())
        {
            Gone(machine, track);
        }
    }

    /// <summary>Looks at everything: what time alone changes is seen here.</summary>
    public void Look()
    {
        foreach (var track in _owners.Where(pair => pair.Value.Count > 1 || _overlapSince.ContainsKey(pair.Key)).Select(pair => pair.Key).ToList())
        {
            Judge(track);
        }

        if (HealedAt is { } healed)
        {
            foreach (var track in world.TrackNames.Where(track => OwnerOf(track) is null))
            {
                var since = _ownerlessSince.GetValueOrDefault(track);
                var gap = world.Now - (since > healed ? since : healed);
                if (gap > world.OwnerlessMax)
                {
                    throw new TrackPromiseBroken("Ownerless", $"'{track}' has had no owner for {gap}, {world.OwnerlessMax} is promised");
                }
            }
        }
    }

    /// <summary>Tracks of another group have nothing to do with those of the first, whatever their names.</summary>
    private static string KeyOf(TrackMachine machine, string track) => machine.Group == "g" ? track : $"{machine.Group}/{track}";

    private void JudgeToken(TrackMachine machine, TrackToken token)
    {
        if (!_tokens.Add(token) || token.Holder != machine.Holder)
        {
            throw new TrackPromiseBroken("TokenUnique", $"{machine} got {token} a second time, or another's");
        }

        if (world.Options.Level == TrackLevel.Fenced)
        {
            if (!world.Store.WasGiven(token))
            {
                throw new TrackPromiseBroken("TokenUnique", $"{machine} works under {token}, which the store never gave out");
            }
        }
        else if (machine.Claimed.GetValueOrDefault(token.Track) < world.ClaimCount)
        {
            throw new TrackPromiseBroken("Claimed", $"{machine} owns '{token.Track}' after {machine.Claimed.GetValueOrDefault(token.Track)} adverts with a claim, {world.ClaimCount} are due");
        }
    }

    private void Gone(TrackMachine machine, string track)
    {
        LastHandover = world.Now;
        if (_owners.TryGetValue(track, out var owners) && owners.Remove(machine) && owners.Count == 0)
        {
            _ownerlessSince.TryAdd(track, world.Now);
        }

        Judge(track);
    }

    private void Judge(string track)
    {
        var believers = OwnersOf(track).Where(machine => BelievesIn(machine, track[(track.LastIndexOf('/') + 1)..])).ToList();
        if (believers.Count < 2)
        {
            if (_overlapSince.Remove(track, out var since))
            {
                OverlapSpans.Add(world.Now - since);
            }

            return;
        }

        if (world.Options.Level == TrackLevel.Fenced)
        {
            throw new TrackPromiseBroken("OneWorker", $"{string.Join(" and ", believers)} may work on '{track}' at {world.Now}");
        }

        _overlapSince.TryAdd(track, world.Now);
        if (world.Now > world.OverlapEnd(_overlapSince[track]))
        {
            throw new TrackPromiseBroken("Overlap", $"{string.Join(" and ", believers)} work on '{track}' since {_overlapSince[track]}, in a network that was whole since {world.WholeSince}");
        }
    }

    private bool BelievesIn(TrackMachine machine, string track) =>
        machine.Node is { } node && world.Now >= machine.PausedUntil
        && node.Owned.FirstOrDefault(tenure => tenure.Token.Track == track) is { } tenure && node.MayWork(tenure.Token, machine.Clock(world.Now));
}

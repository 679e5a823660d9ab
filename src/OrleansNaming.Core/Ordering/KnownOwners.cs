using OrleansNaming.Log;

namespace OrleansNaming.Ordering;

/// <summary>
/// Every other server that this node knows of, in order of id, and the floors below which none may come back (rule 10).
/// Bounded by <see cref="Limits.Owners"/>: at the bound a further server is refused, a known one never evicted (H1). One that is gone for a day is forgotten, and makes room.
/// </summary>
/// <param name="admit">Finds a place in the replica for a server of which that was shown before, or none.</param>
/// <param name="interval">This node's own T: what is assumed of another until its own is known.</param>
internal sealed class KnownOwners(Func<ServerId, Stamp, OwnerView?> admit, TimeSpan interval)
{
    private readonly SortedDictionary<ServerId, KnownOwner> _owners = [];
    private readonly SortedDictionary<ServerId, Floor> _floors = [];
    private readonly SortedDictionary<ServerId, TimeSpan> _raisedAt = [];

    /// <summary>What was shown last of servers that are forgotten. Invariant: each has a floor, and goes with it.</summary>
    private readonly SortedDictionary<ServerId, Stamp> _shownBefore = [];
    private KnownOwner[]? _ordered;

    /// <summary>All, in order; a snapshot that stays valid while the table changes.</summary>
    public IReadOnlyList<KnownOwner> All => _ordered ??= [.. _owners.Values];

    /// <summary>Whether any of them lives.</summary>
    public bool AnyLives
    {
        get
        {
            foreach (var owner in All)
            {
                if (owner.IsLive)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public IReadOnlyCollection<Floor> Floors => _floors.Values;

    public KnownOwner? Find(ServerId server) => server.Value is null ? null : _owners.GetValueOrDefault(server);

    /// <summary>Finds or admits a server; null at the bound.</summary>
    public KnownOwner? Admit(ServerId server, TimeSpan now)
    {
        if (_owners.TryGetValue(server, out var known) || _owners.Count >= Limits.Owners)
        {
            return known;
        }

        var shownBefore = _shownBefore.GetValueOrDefault(server);
        if (admit(server, shownBefore) is not { } view)
        {
            return null;
        }

        _ordered = null;
        return _owners[server] = new KnownOwner(view) { HeardAt = now, SettledAt = now, Interval = interval, ShownBefore = shownBefore };
    }

    /// <summary>Forgets a server that is gone. Its floor, and what was shown of it, ages from now on: nobody who tells of it later brings it back (S1, S4).</summary>
    public void Forget(KnownOwner owner, TimeSpan now)
    {
        _ordered = null;
        _owners.Remove(owner.Server);
        if (_floors.ContainsKey(owner.Server))
        {
            (_raisedAt[owner.Server], _shownBefore[owner.Server]) = (now, owner.ShownBefore);
        }
    }

    public Floor? FloorOf(ServerId server) => _floors.GetValueOrDefault(server);

    /// <summary>Whether an epoch may be shown: not below the floor, and above one that said goodbye.</summary>
    public bool IsAboveFloor(ServerId server, Epoch epoch) =>
        !_floors.TryGetValue(server, out var floor) || epoch > floor.Epoch || (epoch == floor.Epoch && !floor.Left);

    /// <summary>Raises a floor; false when it is that high already. At the bound the oldest goes.</summary>
    public bool Raise(Floor floor, TimeSpan now)
    {
        if (_floors.TryGetValue(floor.Server, out var present)
            && (present.Epoch > floor.Epoch || (present.Epoch == floor.Epoch && (present.Left || !floor.Left))))
        {
            return false;
        }

        _floors[floor.Server] = floor;
        _raisedAt[floor.Server] = now;
        if (_floors.Count > Limits.Owners)
        {
            var oldest = _raisedAt.MinBy(raised => raised.Value).Key;
            Drop(oldest);
        }

        return true;
    }

    /// <summary>
    /// Drops floors that are older than 24 h and whose servers are not known any more. The age is measured in this process, from the
    /// start for a stored one: a wall clock that jumps ten years must not open the way to what is over (S4).
    /// </summary>
    public void Age(TimeSpan now)
    {
        foreach (var (server, _) in _raisedAt.Where(raised => now - raised.Value > Timing.Remembrance && Find(raised.Key) is null).ToList())
        {
            Drop(server);
        }
    }

    private void Drop(ServerId server)
    {
        _floors.Remove(server);
        _raisedAt.Remove(server);
        _shownBefore.Remove(server);
    }
}

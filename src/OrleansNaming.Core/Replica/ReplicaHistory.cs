namespace OrleansNaming.Replica;

/// <summary>
/// What this process applied lately, and when: for explanations and for history, never for the protocol. Bounded by
/// <see cref="Limits.PastVersions"/> and <see cref="Limits.PastChanges"/>; what is older is not known here any more, and answers say so.
/// The times are this process's own: other nodes applied the same versions earlier or later.
/// </summary>
internal sealed class ReplicaHistory
{
    private readonly Lock _gate = new();
    private readonly Ring<PastVersion> _versions = new(Limits.PastVersions);
    private readonly Ring<PastChange> _changes = new(Limits.PastChanges);
    private Instant? _begin;

    /// <summary>A version was applied.</summary>
    public void Applied(PastVersion version)
    {
        lock (_gate)
        {
            _begin ??= version.At;
            _versions.Add(version);
        }
    }

    /// <summary>Names changed by it, or by a judgement on an owner's life.</summary>
    public void Changed(IReadOnlyList<NamingChange> changes, Instant at)
    {
        lock (_gate)
        {
            _begin ??= at;
            // Of a list that is longer than the ring only the end would stay.
            for (var i = Math.Max(0, changes.Count - Limits.PastChanges); i < changes.Count; i++)
            {
                _changes.Add(new PastChange(changes[i], at));
            }
        }
    }

    /// <summary>The earliest time on the wall clock that is answered for in whole, or null before anything was applied.</summary>
    public long? BeginUnixMilliseconds
    {
        get
        {
            lock (_gate)
            {
                return _changes.HasLost ? _changes[_changes.Count - 1].At.UnixMilliseconds + 1 : _begin?.UnixMilliseconds;
            }
        }
    }

    /// <summary>What became of a name, the oldest first.</summary>
    public IReadOnlyList<PastChange> Of(string name)
    {
        var found = new List<PastChange>();
        lock (_gate)
        {
            for (var age = _changes.Count - 1; age >= 0; age--)
            {
                if (_changes[age].What.Name == name)
                {
                    found.Add(_changes[age]);
                }
            }
        }

        return found;
    }

    /// <summary>
    /// The live set of a name as it was at a time: of each instance the last word up to then; where there is none, what the first word after it says
    /// of before; where nothing was said at all, what is there now.
    /// </summary>
    /// <param name="name">The full path.</param>
    /// <param name="now">Its live set now.</param>
    /// <param name="unixMilliseconds">The time, not before <see cref="BeginUnixMilliseconds"/>.</param>
    public PastSet AsOf(string name, InstanceSet now, long unixMilliseconds)
    {
        var words = Of(name);
        var present = new SortedDictionary<(string Owner, string Id), NamingChange>();
        foreach (var binding in now.Bindings)
        {
            var owner = binding.Version.Owner.Server;
            present[Key(binding.Instance, owner)] = new NamingChange(ChangeKind.Bound, name, binding.Instance, owner, binding.Version.Stamp);
        }

        var isExact = true;
        foreach (var told in words.Where(word => word.What is { Instance: not null, Kind: ChangeKind.Bound or ChangeKind.Rebound or ChangeKind.Unbound or ChangeKind.Hidden }).GroupBy(word => Key(word.What.Instance!, word.What.Owner)))
        {
            var before = told.LastOrDefault(word => word.At.UnixMilliseconds <= unixMilliseconds);
            var word = before.What ?? told.First().What;
            var wasThere = before.What is not null ? word.Kind is ChangeKind.Bound or ChangeKind.Rebound : word.Kind is not ChangeKind.Bound;
            isExact &= before.What is not null || word.Kind is not ChangeKind.Rebound;
            present.Remove(told.Key);
            if (wasThere)
            {
                present[told.Key] = word;
            }
        }

        return new PastSet([.. present.Values], isExact);
    }

    /// <summary>A guest is one in the whole cluster: it may change its holder.</summary>
    private static (string Owner, string Id) Key(Instance instance, ServerId owner) => (instance.IsGuest ? "" : owner.Value, instance.InstanceId);

    /// <summary>The versions that are remembered, the newest first.</summary>
    public PastVersion[] Versions()
    {
        lock (_gate)
        {
            var versions = new PastVersion[_versions.Count];
            for (var age = 0; age < versions.Length; age++)
            {
                versions[age] = _versions[age];
            }

            return versions;
        }
    }
}

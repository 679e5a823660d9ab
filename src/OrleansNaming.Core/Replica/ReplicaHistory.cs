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

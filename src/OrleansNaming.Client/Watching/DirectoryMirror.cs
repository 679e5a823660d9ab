using OrleansNaming.Replica;

namespace OrleansNaming.Watching;

/// <summary>
/// What watchers have been told, all together: the fold of every accepted event. It makes two things exact that the replica alone
/// cannot: the present state that a new watcher gets belongs to one place in the sequence of events, and an event that a rebuilt state
/// already contains is told once, not twice. Used by one thread.
/// <para>
/// A rebuilt state may be ahead of what is published, by all versions of a node's step and by those that are queued. Neither stamps nor
/// contents can tell which events it contains, so the replica numbers its writes.
/// </para>
/// </summary>
internal sealed class DirectoryMirror
{
    private readonly Dictionary<MirrorKey, NamingChange> _bound = [];

    /// <summary>The last write of the replica that the last rebuild contains.</summary>
    private ulong _edition;

    /// <summary>Starts over from what the replica shows now.</summary>
    public void Rebuild(DirectoryReplica replica)
    {
        _bound.Clear();
        var whole = replica.Whole();
        _edition = whole.Edition;
        foreach (var name in whole.Names)
        {
            foreach (var binding in name.Bindings)
            {
                var (instance, owner) = (binding.Instance, binding.Version.Owner.Server);
                _bound[MirrorKey.Of(instance, owner)] = new NamingChange(ChangeKind.Bound, instance.Name, instance, owner, binding.Version.Stamp);
            }
        }
    }

    /// <summary>Folds an event in.</summary>
    /// <returns>What watchers are to be told, or null when they know.</returns>
    public NamingChange? Accept(NamingChange change)
    {
        if (change.Edition <= _edition || change.Instance is not { } instance)
        {
            return null;
        }

        var key = MirrorKey.Of(instance, change.Owner);
        var known = _bound.GetValueOrDefault(key);
        return change.Kind is ChangeKind.Bound or ChangeKind.Rebound ? Bind(key, known, change) : Unbind(key, known, change);
    }

    /// <summary>Everything bound at or below a name, in order.</summary>
    public NamingChange[] Present(string prefix, NamingScope scope)
    {
        NamingChange[] present = [.. _bound.Values.Where(change => IsUnder(change.Name, prefix, scope))];
        Array.Sort(present, static (left, right) =>
        {
            var order = string.CompareOrdinal(left.Name, right.Name);
            order = order != 0 ? order : string.CompareOrdinal(left.Instance!.InstanceId, right.Instance!.InstanceId);
            return order != 0 ? order : left.Owner.CompareTo(right.Owner);
        });
        return present;
    }

    /// <summary>Whether a name is what is watched, within the scope; the empty name is the root.</summary>
    public static bool IsUnder(string name, string prefix, NamingScope scope = NamingScope.Subtree)
    {
        var start = prefix.Length == 0 ? 0 : prefix.Length + 1;
        var isBelow = prefix.Length == 0 || (name.Length > prefix.Length && name[prefix.Length] == '/' && name.StartsWith(prefix, StringComparison.Ordinal));
        return scope switch
        {
            NamingScope.Object => name == prefix,
            NamingScope.OneLevel => isBelow && name.IndexOf('/', start) < 0,
            _ => isBelow || name == prefix,
        };
    }

    private NamingChange? Bind(MirrorKey key, NamingChange? known, NamingChange change)
    {
        if (known is not null && known.Owner == change.Owner && known.Instance!.ContentEquals(change.Instance))
        {
            return null;
        }

        _bound[key] = change with { Kind = ChangeKind.Bound };
        return change with { Kind = known is null ? ChangeKind.Bound : ChangeKind.Rebound };
    }

    /// <summary>The end of a guest may be told by another owner than its holder: by whoever holds the tombstone.</summary>
    private NamingChange? Unbind(MirrorKey key, NamingChange? known, NamingChange change)
    {
        if (known is null)
        {
            return null;
        }

        _bound.Remove(key);
        return change;
    }
}

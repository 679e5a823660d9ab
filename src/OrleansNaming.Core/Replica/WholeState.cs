namespace OrleansNaming.Replica;

/// <summary>All that a replica serves, as it stands between two writes.</summary>
/// <param name="Edition">
/// The last of these writes: of the events, exactly those with a higher <see cref="NamingChange.Edition"/> are not in it, whenever they are published.
/// </param>
/// <param name="Names">Each name's served bindings, references among them, in the order of owners and their lines; some may be empty.</param>
internal sealed record WholeState(ulong Edition, IReadOnlyList<InstanceSet> Names)
{
    /// <summary>Collects it. Of one state only where no write came in between.</summary>
    public static WholeState Of(DirectoryReplica replica, ulong edition)
    {
        var (seen, served) = (new HashSet<string>(StringComparer.Ordinal), new List<InstanceSet>());
        foreach (var owner in replica.Owners)
        {
            foreach (var line in owner.Advertisement?.Entries.All ?? [])
            {
                if (line is Instance { Name: var name } && seen.Add(name))
                {
                    served.Add(replica.Served(name));
                }
            }
        }

        return new WholeState(edition, served);
    }
}

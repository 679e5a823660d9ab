using OrleansNaming.Replica;

namespace OrleansNaming.Gateway.Facades;

/// <summary>
/// All bound names in order, for the questions that other registries answer about everything at once. Walked at most once for each state of the directory, however many ask; kept until the next
/// state is asked for.
/// </summary>
/// <remarks>
/// A walk takes a page at a time and is no atomic picture: a name that changes meanwhile raises the generation, and whoever waits looks again.
/// </remarks>
internal sealed class DirectoryListing(DirectoryReplica replica, NameWakeups wakeups)
{
    /// <summary>Names on one page: the replica's gate is held for it.</summary>
    private const int PageSize = 1_000;

    private readonly Lock _gate = new();
    private IReadOnlyList<NamedSet> _sets = [];
    private long _walkedAt = -1;

    public IReadOnlyList<NamedSet> Current
    {
        get
        {
            lock (_gate)
            {
                // Read first: what changes during the walk is walked again.
                var generation = wakeups.Generation;
                if (generation != _walkedAt)
                {
                    _sets = Walk(replica);
                    _walkedAt = generation;
                }

                return _sets;
            }
        }
    }

    /// <summary>All bound names as they are now.</summary>
    public static List<NamedSet> Walk(DirectoryReplica replica)
    {
        var found = new List<NamedSet>();
        var contexts = new Stack<string>();
        contexts.Push("");
        while (contexts.TryPop(out var context))
        {
            string? after = null;
            do
            {
                var page = replica.List(context, after, PageSize);
                foreach (var item in page.Names)
                {
                    if (item.Instances > 0 && replica.Peek(item.Name) is { Count: > 0 } set)
                    {
                        found.Add(new NamedSet(item.Name, set));
                    }

                    if (item.IsContext)
                    {
                        contexts.Push(item.Name);
                    }
                }

                after = page.Next;
            }
            while (after is not null);
        }

        found.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return found;
    }
}

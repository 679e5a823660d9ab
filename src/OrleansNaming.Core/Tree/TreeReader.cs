using OrleansNaming.Replica;

namespace OrleansNaming.Tree;

/// <summary>Looks names up, and lists contexts and conflicts, in one replica: what API, client library and tools show.</summary>
internal static class TreeReader
{
    /// <summary>What a name refers to (JNDI: lookup and, without following the last link, lookupLink).</summary>
    /// <exception cref="NamingException">Not bound, no name, or the links lead nowhere.</exception>
    public static TreeEntry Lookup(DirectoryReplica replica, CompositeName name, bool followsLast)
    {
        var path = Reach(replica, name, followsLast);
        var state = replica.StateOf(path);
        return state.IsContext || state.Live.Length > 0 ? EntryOf(path, state) : throw NotFound(replica, path);
    }

    /// <summary>The live services of a name, links followed when it has none of its own: one lookup where there are no links.</summary>
    /// <exception cref="NamingException">The links lead nowhere.</exception>
    public static InstanceSet Resolve(DirectoryReplica replica, ReadOnlySpan<char> name)
    {
        var found = replica.Resolve(name);
        return found.Count > 0 || !replica.HasLinks ? found : ResolveLinked(replica, name.ToString());
    }

    private static InstanceSet ResolveLinked(DirectoryReplica replica, string name)
    {
        var reached = LinkWalk.Follow(replica, name, followsLast: true);
        return reached.Verdict.Refusal == Refusal.None ? replica.Resolve(reached.Path) : throw new NamingException(reached.Verdict.Refusal, reached.Verdict.Message);
    }

    /// <summary>One page of what a context holds (JNDI: list and listBindings).</summary>
    /// <exception cref="NamingException">There is no such context, or the name is bound to something else.</exception>
    public static TreePage List(DirectoryReplica replica, CompositeName context, string? after, int limit)
    {
        var path = Reach(replica, context, followsLast: true);
        var (state, page, states, stamps) = replica.Page(path, after, limit);
        if (!state.IsContext)
        {
            throw state.IsBound ? new NamingException(Refusal.NotContext, $"{TreePath.Say(path)} is bound, and not to a context") : NotFound(replica, path);
        }

        TreeEntry[] entries = [.. page.Names.Zip(states, static (item, found) => EntryOf(item.Name, found))];
        return new TreePage(CompositeName.FromPath(path), entries, page.Next, page.IsComplete, stamps);
    }

    /// <summary>One page of the names that more bind than may be served, in order.</summary>
    /// <param name="replica">What is shown.</param>
    /// <param name="after">The last name of the page before, or null.</param>
    /// <param name="limit">At most so many.</param>
    public static IReadOnlyList<NameConflict> Conflicts(DirectoryReplica replica, CompositeName? after, int limit) =>
        [.. replica.Conflicts(after?.Path, limit).Select(static found => new NameConflict(
            CompositeName.FromPath(found.Name), found.Record.Live.Max(static binding => binding.Instance.Policy), Bindings(found.Record)))];

    /// <summary>The path of a name with its links followed.</summary>
    private static string Reach(DirectoryReplica replica, CompositeName name, bool followsLast)
    {
        if (name.CheckPath() is { } wrong)
        {
            throw new NamingException(Refusal.Invalid, $"the name is wrong: {wrong}");
        }

        var reached = LinkWalk.Follow(replica, name.Path, followsLast);
        return reached.Verdict.Refusal == Refusal.None ? reached.Path : throw new NamingException(reached.Verdict.Refusal, reached.Verdict.Message);
    }

    private static TreeEntry EntryOf(string path, NameState state)
    {
        var reference = Array.Find(state.Served, static binding => binding.Instance.Reference is { Kind: not ReferenceKind.Context }).Instance?.Reference;
        var services = Array.FindAll(state.Served, static binding => binding.Instance.Reference is null);
        var kind = reference?.Kind ?? (services.Length > 0 ? ReferenceKind.Service : ReferenceKind.Context);
        return new TreeEntry(CompositeName.FromPath(path), kind)
        {
            Reference = reference,
            Instances = new InstanceSet(services),
            IsContext = state.IsContext,
            Conflicted = state.Live.Length - state.Served.Length,
            Stamp = new InstanceSet(state.Served).Stamp,
        };
    }

    private static ConflictBinding[] Bindings(NameRecord record) =>
        [.. record.Live.Select(binding => new ConflictBinding(
                binding.Instance, binding.Version.Owner.Server, ConflictRule.EpochOf(binding.Instance), record.Served.Contains(binding)))
            .OrderByDescending(static binding => binding.IsServed)];

    private static NamingException NotFound(DirectoryReplica replica, string path) => replica.IsComplete
        ? new NamingException(Refusal.NotFound, $"{TreePath.Say(path)} is not bound")
        : new NamingException(Refusal.NotReady, $"the directory here is not complete yet, and {TreePath.Say(path)} is not in what has arrived: ask again in a few seconds, or ask another server");
}

namespace OrleansNaming.Core.Tests.Replica;

/// <summary>
/// The dumb twin of the replica: it keeps the owners' lists and flags, and works out everything else anew, by the words of the
/// design and without any index.
/// </summary>
internal sealed class PlainDirectory
{
    private readonly SortedDictionary<string, PlainOwner> _owners = new(StringComparer.Ordinal);
    private readonly HashSet<Word> _past = [];

    public PlainOwner Owner(string server) => _owners.TryGetValue(server, out var owner) ? owner : _owners[server] = new PlainOwner();

    public void Remove(string server) => _owners.Remove(server);

    /// <summary><c>owner/id:port</c> of all that the name resolves to, in order.</summary>
    public string Seen(string name) => string.Join(' ', Shown().Where(line => line.Entry.Name == name)
        .Select(line => $"{line.Server}/{line.Entry.InstanceId}:{line.Entry.Endpoint("http").Port}"));

    /// <summary>Every instance that is visible, by owner, then name and id.</summary>
    public IEnumerable<(string Server, Instance Entry)> Shown() =>
        from owner in _owners
        from entry in owner.Value.Lines.Values.OfType<Instance>()
        where entry.IsGuest ? owner.Value.ShowsGuests && Wins(owner.Key, entry) : owner.Value.ShowsOwn
        orderby owner.Key, entry.InstanceId
        select (owner.Key, entry);

    /// <summary>The children of a context: name, instances, whether it is a context.</summary>
    public IEnumerable<NameListItem> Children(string context)
    {
        var below = context.Length == 0 ? "" : context + "/";
        var bound = Shown().Select(line => line.Entry.Name).ToList();
        var contexts = _owners.Values.Where(owner => owner.ShowsOwn).SelectMany(owner => owner.Lines.Values.OfType<Context>()).Select(c => c.Name).ToHashSet();
        return from path in bound.Concat(contexts)
               where path.StartsWith(below, StringComparison.Ordinal)
               select below + path[below.Length..].Split('/')[0] into child
               group child by child into children
               orderby children.Key
               select new NameListItem(
                   children.Key,
                   bound.Count(name => name == children.Key),
                   contexts.Contains(children.Key) || bound.Concat(contexts).Any(path => path.StartsWith(children.Key + "/", StringComparison.Ordinal)));
    }

    /// <summary>
    /// A word is past once a later write of the guest's client was known beside it, and stays so as long as its owner repeats it
    /// (rule 14). Called after each step.
    /// </summary>
    public void Settle()
    {
        var words = Words().ToList();
        _past.IntersectWith(words);
        _past.UnionWith(words.Where(word => words.Exists(other => !_past.Contains(other) && IsOlder(word, other))).ToList());
    }

    private bool Wins(string server, Instance guest) =>
        Words().Where(word => word.Key == new EntryKey(guest) && !_past.Contains(word))
            .OrderByDescending(word => word.Revision).ThenByDescending(word => word.IsBuried).ThenByDescending(word => word.Hold)
            .ThenBy(word => word.Server, StringComparer.Ordinal)
            .Select(word => word.Server).FirstOrDefault() == server;

    private static bool IsOlder(Word word, Word other) =>
        word.Key == other.Key && (word.Revision < other.Revision || (word.Revision == other.Revision && !word.IsBuried && other.IsBuried));

    private IEnumerable<Word> Words() =>
        from owner in _owners
        from line in owner.Value.Lines.Values
        where line is Tombstone or Instance { IsGuest: true }
        let record = (line as Instance)?.Guest
        let tomb = line as Tombstone
        select new Word(owner.Key, new EntryKey(line), record?.Revision ?? tomb!.Revision, tomb is not null, record?.Hold ?? tomb!.Hold);

    private readonly record struct Word(string Server, EntryKey Key, ulong Revision, bool IsBuried, ulong Hold);
}

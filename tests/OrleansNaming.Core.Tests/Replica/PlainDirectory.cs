namespace OrleansNaming.Core.Tests.Replica;

/// <summary>
/// The dumb twin of the replica: it keeps the owners' lists and flags, and works out everything else anew, by the words of the
/// design and without any index.
/// </summary>
internal sealed class PlainDirectory
{
    private readonly SortedDictionary<string, PlainOwner> _owners = new(StringComparer.Ordinal);

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

    private bool Wins(string server, Instance guest)
    {
        var claims = from owner in _owners
                     where owner.Value.Lines.TryGetValue(new EntryKey(guest), out var line) && line is Tombstone or Instance { IsGuest: true }
                     let line = owner.Value.Lines[new EntryKey(guest)]
                     let record = line is Instance instance ? instance.Guest : null
                     let tomb = line as Tombstone
                     orderby record?.Revision ?? tomb!.Revision descending, tomb is not null descending, record?.Hold ?? tomb!.Hold descending, owner.Key
                     select owner.Key;
        return claims.First() == server;
    }
}

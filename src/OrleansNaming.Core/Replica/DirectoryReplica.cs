namespace OrleansNaming.Replica;

/// <summary>STUB.</summary>
internal sealed class DirectoryReplica : INamingReplica
{
    public bool IsComplete { get; set; }

    public InstanceSet Resolve(ReadOnlySpan<char> name) => throw new NotImplementedException();

    public NameHandle GetHandle(string name) => throw new NotImplementedException();

    /// <summary>All owners, in order of server id.</summary>
    public IReadOnlyList<OwnerView> Owners => throw new NotImplementedException();

    public OwnerView? Find(ServerId server) => throw new NotImplementedException();

    /// <summary>
    /// Shows a version: all slots first, then the owner's list by one volatile write (rule 9). With <paramref name="delta"/> (base =
    /// what is shown) only what it names is touched; without, both lists are compared. The stamp must rise.
    /// </summary>
    /// <param name="next">The verified list.</param>
    /// <param name="delta">The change that led to it, or null.</param>
    /// <param name="changes">Gets what watchers are told, in order.</param>
    public void Apply(Advertisement next, Delta? delta, List<NamingChange> changes) => throw new NotImplementedException();

    /// <summary>Takes the owner's own services out of the slots, or puts them back. <paramref name="guestsToo"/>: its guests as well.</summary>
    public void Hide(ServerId server, bool guestsToo, List<NamingChange> changes) => throw new NotImplementedException();

    public void Show(ServerId server, List<NamingChange> changes) => throw new NotImplementedException();

    /// <summary>Forgets an owner whole (purge after 10 min, rule Q9).</summary>
    public void Remove(ServerId server, List<NamingChange> changes) => throw new NotImplementedException();

    /// <summary>All claims on guests, tombstones included.</summary>
    public GuestIndex Guests => throw new NotImplementedException();

    /// <summary>One page of a context's children.</summary>
    public NameList List(string context, string? after, int limit) => throw new NotImplementedException();
}

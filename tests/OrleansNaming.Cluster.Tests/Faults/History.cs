using System.Collections.Concurrent;
using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Faults;

/// <summary>
/// What every reader of a test showed, from the first step of each of its lives, and what clients were told. Checks while it goes: no owner's version
/// goes back at any reader in one life (S1); one stamp never has two contents anywhere, at no time (S7); what has ended does not come back (S4).
/// </summary>
internal sealed class History
{
    private readonly ConcurrentDictionary<(ServerId Owner, Stamp Stamp), (Digest Digest, string Reader)> _contents = new();
    private readonly ConcurrentDictionary<(string Name, string Instance), bool> _acknowledged = new();
    private readonly ConcurrentDictionary<(string Name, string Instance), bool> _ended = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private long _looks;

    /// <summary>Every registration that a client was told to be accepted, and has not taken back.</summary>
    public IReadOnlyList<(string Name, string Instance)> Acknowledged => [.. _acknowledged.Keys.Order()];

    /// <summary>Notes what one life of a reader shows; called before it starts.</summary>
    public void Watch(Server reader)
    {
        var shown = new Dictionary<ServerId, Stamp>();
        reader.Engine.Observe(what => Look(reader, what.Owner, shown));
        reader.Engine.Subscribe(changes =>
        {
            foreach (var change in changes)
            {
                Look(reader, change.Owner, shown);
                Appeared(reader, change);
            }
        });
    }

    public void Accepted(string name, string instance) => _acknowledged[(name, instance)] = true;

    /// <summary>A client took it back and was told so, or every reader has hidden it: nobody may show it from now on.</summary>
    public void Ended(string name, string instance)
    {
        _acknowledged.TryRemove((name, instance), out _);
        _ended[(name, instance)] = true;
    }

    /// <summary>It may be registered anew.</summary>
    public void MayReturn(string name, string instance) => _ended.TryRemove((name, instance), out _);

    /// <summary>Whether a reader resolves all that was acknowledged.</summary>
    public bool IsWhole(Server reader) =>
        _acknowledged.Keys.GroupBy(key => key.Name).All(name => name.Select(key => key.Instance).All(reader.Resolve(name.Key).Contains));

    /// <summary>Fails when something went wrong at any time, or when nothing was seen at all.</summary>
    public void Check()
    {
        Assert.Empty(_wrong);
        Assert.True(Interlocked.Read(ref _looks) > 0, "nothing was seen");
    }

    /// <summary>Called on the reader's loop, so one at a time for one reader.</summary>
    private void Look(Server reader, ServerId owner, Dictionary<ServerId, Stamp> shown)
    {
        if (owner.Value is null || reader.Engine.Replica.Find(owner)?.Advertisement is not { } list)
        {
            return;
        }

        Interlocked.Increment(ref _looks);
        if (shown.TryGetValue(owner, out var before) && list.Stamp < before)
        {
            _wrong.Enqueue($"{reader} showed {list.Stamp} of {owner} after {before}");
        }

        shown[owner] = list.Stamp;
        var first = _contents.GetOrAdd((owner, list.Stamp), (list.Digest, reader.Name));
        if (first.Digest != list.Digest)
        {
            _wrong.Enqueue($"{reader} showed {list.Stamp} of {owner} with another content than {first.Reader}");
        }
    }

    private void Appeared(Server reader, NamingChange change)
    {
        if (change.Kind == ChangeKind.Bound && _ended.ContainsKey((change.Name, change.Instance!.InstanceId)))
        {
            var before = reader.Seen.Where(what => what.Owner == change.Owner).TakeLast(12).Select(what => $"{what.Kind} {what.Stamp} {what.Text}");
            _wrong.Enqueue($"{reader} showed {change.Instance} again, by {change.Owner} {change.Stamp}, after {string.Join("; ", before)}");
        }
    }
}

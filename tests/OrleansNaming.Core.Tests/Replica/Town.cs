using OrleansNaming.Advertising;
using OrleansNaming.Replica;

namespace OrleansNaming.Core.Tests.Replica;

/// <summary>A replica, and owners that advance their lists by hand.</summary>
internal sealed class Town
{
    private readonly Dictionary<ServerId, Advertisement> _lists = [];

    public DirectoryReplica Replica { get; } = new();

    public List<NamingChange> Changes { get; } = [];

    public static Instance Service(string name, string id, int port = 80, params string[] tags) =>
        new(name, id, [new Endpoint("http", "10.0.0.1", port)], tags.Length == 0 ? null : new InstanceDetails(null, tags, new Dictionary<string, string>(), 1), null);

    public static Instance Guest(string name, string id, ulong revision, ulong hold, int port = 80) =>
        new(name, id, [new Endpoint("http", "10.0.0.9", port)], null, new GuestRecord(revision, hold, TimeSpan.FromSeconds(30)));

    public static Tombstone Tomb(string name, string id, ulong revision, ulong hold) => new(name, id, revision, hold, 0);

    public Advertisement ListOf(string server) =>
        _lists.TryGetValue(new ServerId(server), out var list) ? list : AdvertisementFold.Nothing(new ServerId(server));

    /// <summary>The next version of an owner, applied by its delta.</summary>
    public Advertisement Put(string server, params Entry[] puts) => Advance(server, puts, [], byDelta: true);

    public Advertisement Drop(string server, params EntryKey[] removes) => Advance(server, [], removes, byDelta: true);

    public Advertisement Advance(string server, IReadOnlyList<Entry> puts, IReadOnlyList<EntryKey> removes, bool byDelta, Func<Advertisement, Advertisement>? over = null)
    {
        var current = ListOf(server);
        var stamp = current.Stamp.IsNone ? new Stamp(EpochOf(1), 1) : current.Stamp.Next();
        var (next, delta) = AdvertisementFold.Advance(current, stamp, OwnerStatus.Serving, puts, removes);
        return Show(over is null ? next : over(next), byDelta ? delta : null);
    }

    /// <summary>A new incarnation with just these lines, applied whole.</summary>
    public Advertisement Restart(string server, params Entry[] lines)
    {
        var current = ListOf(server);
        EntryKey[] all = [.. current.Entries.All.Select(entry => new EntryKey(entry))];
        var stamp = new Stamp(EpochOf(current.Stamp.Incarnation + 1), 1);
        return Show(AdvertisementFold.Advance(current, stamp, OwnerStatus.Serving, lines, all).Next, null);
    }

    /// <summary>Begins to drain, as a version of its own.</summary>
    public void Drain(string server)
    {
        var current = ListOf(server);
        var (next, delta) = AdvertisementFold.Advance(current, current.Stamp.Next(), OwnerStatus.Draining, [], []);
        Show(next, delta);
    }

    public void Hide(string server, bool guestsToo = false) => Replica.Hide(new ServerId(server), guestsToo, Changes);

    public void Show(string server) => Replica.Show(new ServerId(server), Changes);

    public void Remove(string server) => Replica.Remove(new ServerId(server), Changes);

    /// <summary>What a name resolves to: <c>owner/id:port</c>, in the order of the set.</summary>
    public string Seen(string name)
    {
        var seen = new List<string>();
        foreach (var binding in Replica.Resolve(name).Bindings)
        {
            seen.Add($"{binding.Version.Owner.Server}/{binding.Instance.InstanceId}:{binding.Instance.Endpoint("http").Port}");
        }

        return string.Join(' ', seen);
    }

    /// <summary>What was told since the last call: <c>kind name/id owner@version</c>.</summary>
    public string Told()
    {
        var told = string.Join(", ", Changes.Select(c => $"{c.Kind} {c.Name}/{c.Instance!.InstanceId} {c.Owner}@{c.Stamp.Version}"));
        Changes.Clear();
        return told;
    }

    private static Epoch EpochOf(ulong incarnation) => new(incarnation, new BootId(incarnation));

    private Advertisement Show(Advertisement next, Delta? delta)
    {
        _lists[next.Server] = next;
        Replica.Apply(next, delta, Changes);
        return next;
    }
}

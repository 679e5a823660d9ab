using OrleansNaming.Advertising;
using OrleansNaming.Wire;
using static OrleansNaming.Core.Tests.Replica.Town;

namespace OrleansNaming.Core.Tests.Replica;

/// <summary>Random lives of a few owners, shown by the replica and by its dumb twin; after each step both must say the same.</summary>
public sealed class ReplicaModelTests
{
    private static readonly string[] Servers = ["a", "b", "c", "d"];
    private static readonly string[] Names = ["x", "x/y", "x/y/z", "x-1", "x.1", "y", "y/z", "z/z/z"];
    private static readonly string[] Ids = ["a", "b", "g1", "g2", "g3"];

    private readonly Town _town = new();
    private readonly PlainDirectory _plain = new();
    private readonly PlainWatcher _watcher = new();
    private readonly Dictionary<string, NameHandle> _handles = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_replica_shows_what_its_dumb_twin_shows(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < Effort.Cases(5_000); step++)
        {
            var what = Step(random, Servers[random.Next(Servers.Length)]);
            _town.Changes.ForEach(_watcher.Hear);
            _town.Changes.Clear();
            Compare($"seed {seed}, step {step}: {what}");
        }
    }

    private string Step(Random random, string server)
    {
        switch (random.Next(20))
        {
            case 0:
                return Turn(server, false, random.Next(2) == 0);
            case 1:
                return Turn(server, true, false);
            case 2 when random.Next(3) == 0:
                _town.Remove(server);
                _plain.Remove(server);
                return $"remove {server}";
            case 3:
                var name = Names[random.Next(Names.Length)];
                _handles[name] = _town.Replica.GetHandle(name);
                return $"hand out {name}";
            case 4:
                return Restart(random, server);
            default:
                return Change(random, server);
        }
    }

    private string Turn(string server, bool shows, bool guestsToo)
    {
        if (_town.Replica.Find(new ServerId(server)) is null)
        {
            return "nothing";
        }

        var owner = _plain.Owner(server);
        owner.ShowsOwn = shows;
        owner.ShowsGuests = shows || (owner.ShowsGuests && !guestsToo);
        if (shows)
        {
            _town.Show(server);
        }
        else
        {
            _town.Hide(server, guestsToo);
        }

        return $"{(shows ? "show" : "hide")} {server}, guests too: {guestsToo}";
    }

    private string Restart(Random random, string server)
    {
        var current = _town.ListOf(server);
        Entry[] kept = [.. current.Entries.All.Where(_ => random.Next(3) > 0)];
        Entry[] lines = [.. kept, .. random.Next(2) == 0 ? [RandomLine(random)] : Array.Empty<Entry>()];
        return Adopt(_town.Restart(server, lines), "restart");
    }

    private string Change(Random random, string server)
    {
        Entry[] puts = [.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomLine(random))];
        EntryKey[] removes = [.. _town.ListOf(server).Entries.All.Where(_ => random.Next(8) == 0).Select(entry => new EntryKey(entry))];
        if (random.Next(4) > 0)
        {
            return Adopt(_town.Advance(server, puts, removes, byDelta: _town.Replica.Find(new ServerId(server)) is not null), "delta");
        }

        return Adopt(_town.Advance(server, puts, removes, byDelta: false, over: OverTheWire), "snapshot");
    }

    private string Adopt(Advertisement next, string how)
    {
        var lines = new SortedDictionary<EntryKey, Entry>();
        foreach (var entry in next.Entries.All)
        {
            lines[new EntryKey(entry)] = entry;
        }

        _plain.Owner(next.Server.Value).Lines = lines;
        return $"{how} of {next.Server} {next.Stamp}: {string.Join(' ', lines.Keys)}";
    }

    private void Compare(string where)
    {
        _plain.Settle();
        foreach (var name in Names)
        {
            Assert.True(_plain.Seen(name) == _town.Seen(name), $"{where}: '{name}' is '{_plain.Seen(name)}', shown as '{_town.Seen(name)}'");
            Assert.True(!_handles.TryGetValue(name, out var handle) || handle == _town.Replica.GetHandle(name), $"{where}: another handle");
            Assert.True(handle is null || handle.Current.SequenceEqual(_town.Replica.Resolve(name)), $"{where}: the handle is not current");
        }

        foreach (var context in (string[])["", "x", "x/y", "x/y/z", "y", "z", "z/z", "q"])
        {
            var listed = _town.Replica.List(context, null, 100).Names;
            Assert.True(_plain.Children(context).SequenceEqual(listed), $"{where}: '{context}' lists {string.Join(' ', listed)}");
        }

        var told = _watcher.Known.Order(StringComparer.Ordinal);
        Assert.True(_plain.Shown().Select(line => PlainWatcher.Line(line.Server, line.Entry)).Order(StringComparer.Ordinal).SequenceEqual(told), $"{where}: told {string.Join("; ", told)}");
    }

    /// <summary>Other objects of equal content, as a peer would get them.</summary>
    private static Advertisement OverTheWire(Advertisement list)
    {
        Assert.True(DeltaCodec.TryDecode(DeltaCodec.Encode(AdvertisementFold.Full(list)), out var delta));
        return AdvertisementFold.Apply(list.Server, null, delta!, list.Inherits)!;
    }

    private static Entry RandomLine(Random random)
    {
        var (name, id) = (Names[random.Next(Names.Length)], Ids[random.Next(Ids.Length)]);
        var (revision, hold) = ((ulong)random.Next(1, 4), (ulong)random.Next(1, 4));
        return random.Next(8) switch
        {
            0 => new Context(name),
            1 => Tomb(name, id, revision, hold),
            2 or 3 => Guest(name, id, revision, hold, random.Next(1, 5)),
            _ => Service(name, id, random.Next(1, 5)),
        };
    }
}

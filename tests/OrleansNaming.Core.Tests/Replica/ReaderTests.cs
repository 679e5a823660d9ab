using OrleansNaming.Advertising;
using OrleansNaming.Replica;
using static OrleansNaming.Core.Tests.Replica.Town;

namespace OrleansNaming.Core.Tests.Replica;

/// <summary>A reader on another thread hammers the replica while versions are applied. The writer goes on until the reader saw enough.</summary>
public sealed class ReaderTests
{
    private const int Enough = 60;
    private const int VersionsMax = 20_000_000;
    private static readonly ServerId Owner = new("a");

    private readonly DirectoryReplica _replica = new();
    private int _seen;
    private volatile bool _written;

    [Fact]
    [Row("B5")]
    public async Task One_resolve_sees_whole_versions_only() => await Race(restarts: false, Pair);

    [Fact]
    [Row("B5")]
    public async Task Whoever_sees_the_list_at_a_stamp_finds_its_slots_written() => await Race(restarts: false, () =>
    {
        var version = _replica.Find(Owner)?.Stamp.Version ?? 0;
        var set = _replica.Resolve("zebra");
        Assert.True(version == 0 || set.Bindings[0].Version.Stamp.Version >= version, "the list was shown before its slots");
        return (int)version;
    });

    [Fact]
    [Lesson(23)]
    public async Task A_name_is_never_empty_over_a_new_incarnation() => await Race(restarts: true, Pair);

    [Fact]
    public async Task One_page_is_of_one_state() => await Race(restarts: false, () =>
    {
        var page = _replica.List("", null, 10).Names;
        var odd = page.Count(item => item.Name.StartsWith("odd", StringComparison.Ordinal));
        Assert.True(odd is 0 or 3, $"{odd} of the 3 names of one version");
        return odd;
    });

    [Fact]
    public async Task The_whole_is_of_one_state() => await Race(restarts: false, () =>
    {
        var odd = _replica.Whole().Names.Count(set => set.Count > 0 && set[0].Name.StartsWith("odd", StringComparison.Ordinal));
        Assert.True(odd is 0 or 3, $"{odd} of the 3 names of one version");
        return odd;
    });

    private int Pair()
    {
        var isBound = _replica.Find(Owner)?.Advertisement is not null;
        var set = _replica.Resolve("pair");
        Assert.True(set.Count == 2 || (!isBound && set.Count == 0), $"{set.Count} of 2 instances");
        Assert.True(set.Count == 0 || set[0].Endpoint("http").Port == set[1].Endpoint("http").Port, "two versions in one set");
        return set.Count == 0 ? 0 : set[0].Endpoint("http").Port;
    }

    private async Task Race(bool restarts, Func<int> look)
    {
        var writer = Task.Factory.StartNew(() => Write(restarts), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var last = 0;
            while (!_written)
            {
                var now = look();
                Volatile.Write(ref _seen, _seen + (now != last ? 1 : 0));
                last = now;
            }
        }
        finally
        {
            Volatile.Write(ref _seen, Enough);
            await writer;
        }
    }

    private void Write(bool restarts)
    {
        var list = AdvertisementFold.Nothing(Owner);
        var changes = new List<NamingChange>();
        for (var version = 1; version < VersionsMax && Volatile.Read(ref _seen) < Enough; version++)
        {
            var stamp = restarts || version == 1 ? new Stamp(new Epoch((ulong)version, default), 1) : list.Stamp.Next();
            Entry[] puts = [Service("pair", "1", 1 + version % 60_000), Service("pair", "2", 1 + version % 60_000), Service("zebra", "1", 1 + version % 60_000)];
            Entry[] odds = version % 2 == 1 ? [Service("odd1", "1"), Service("odd2", "1"), Service("odd3", "1")] : [];
            EntryKey[] removes = version % 2 == 1 ? [] : [new("odd1", "1"), new("odd2", "1"), new("odd3", "1")];
            (list, var delta) = AdvertisementFold.Advance(list, stamp, OwnerStatus.Serving, [.. puts, .. odds], removes);
            _replica.Apply(list, delta, changes);
            changes.Clear();
        }

        _written = true;
    }
}

using OrleansNaming.Advertising;
using OrleansNaming.Core.Tests.Advertising;
using OrleansNaming.Log;

namespace OrleansNaming.Core.Tests.Log;

public class JournalTests
{
    [Fact]
    public void Recover_AWholeStore_GivesTheLastListAndTheLastFloorOfEachServer()
    {
        var script = new JournalScript(seed: 1, steps: 60);
        var state = Journal.Recover(script.Bytes);

        Assert.Null(state.Damage);
        Assert.Equal(script.Bytes.Length, state.ValidBytes);
        Assert.Equal(JournalScript.Told(script.Commits[^1]), JournalScript.Told(state));
    }

    [Fact]
    public void Recover_NothingStored_IsAnEmptyStoreAndNoDamage()
    {
        var state = Journal.Recover([]);
        Assert.Equal((null, null, 0, 0), (state.Advertisement, state.Damage, state.ValidBytes, state.Records));
        Assert.False(new Journal(state).HasBegun);
    }

    [Fact]
    public void Recover_BeforeAnyLifeWasOpened_KeepsTheFloors()
    {
        var floor = new Floor(new ServerId("beta"), new Epoch(5, new BootId(6)), true, -7);
        var state = Journal.Recover(new Journal().EncodeSnapshot(AdvertisementFold.Nothing(OwnerHistory.Server), [floor]));

        Assert.Null(state.Damage);
        Assert.Null(state.Advertisement);
        Assert.Equal([floor], state.Floors);
    }

    [Fact]
    [Row("B9")]
    public void Recover_ASnapshotOfAnyVersion_GivesThatListWithItsAncestors()
    {
        foreach (var list in new OwnerHistory(seed: 2, versions: 30).Lists)
        {
            var opened = AdvertisementFold.Advance(list, new Stamp(new Epoch(9_000, new BootId(1)), 1), list.Status, [], []).Next;
            var state = Journal.Recover(new Journal().EncodeSnapshot(opened, []));

            OwnerHistory.AssertSame(opened, state.Advertisement, $"snapshot of {list.Stamp}");
            Assert.Equal([list.Stamp], state.Advertisement!.Inherits);
        }
    }

    [Fact]
    public void A_store_that_was_read_back_goes_on_where_it_ended()
    {
        var history = new OwnerHistory(seed: 3, versions: 10);
        var writer = new Journal();
        byte[] stored = [.. writer.EncodeSnapshot(history.Lists[0], [])];
        for (var version = 1; version < history.Deltas.Count; version++)
        {
            writer = new Journal(Journal.Recover(stored));
            stored = [.. stored, .. writer.EncodeVersion(history.Deltas[version])];
        }

        var state = Journal.Recover(stored);
        Assert.Null(state.Damage);
        OwnerHistory.AssertSame(history.Newest, state.Advertisement, "after ten restarts");
    }

    [Fact]
    public void A_store_begins_with_a_snapshot_and_a_full_list_is_one()
    {
        var history = new OwnerHistory(seed: 4, versions: 2);
        var writer = new Journal();
        Assert.Throws<InvalidOperationException>(() => writer.EncodeVersion(history.Deltas[1]));
        writer.EncodeSnapshot(history.Lists[0], []);
        Assert.Throws<ArgumentException>(() => writer.EncodeVersion(history.Deltas[0]));
    }

    [Fact]
    public void IsDue_WhenAppendsOutgrowTheSnapshot_UntilTheNextSnapshot()
    {
        var history = new OwnerHistory(seed: 5, versions: 2);
        var writer = new Journal();
        writer.EncodeSnapshot(history.Lists[0], []);
        var appended = 0;
        while (!writer.IsDue)
        {
            Assert.InRange(appended, 0, Journal.AppendedBytesMin);
            appended += writer.EncodeVersion(history.Deltas[1]).Length;
        }

        Assert.True(appended > Journal.AppendedBytesMin);
        writer.EncodeSnapshot(history.Lists[1], []);
        Assert.False(writer.IsDue);
    }

    [Fact]
    public void IsDue_InAStoreThatIsWrittenWhole_WhenAppendsOutgrowTheSnapshotOnce()
    {
        var history = new OwnerHistory(seed: 5, versions: 2, names: 400);
        var writer = new Journal(isWrittenWhole: true);
        var snapshot = writer.EncodeSnapshot(history.Lists[0], []).Length;
        var appended = 0;
        while (!writer.IsDue)
        {
            appended += writer.EncodeVersion(history.Deltas[1]).Length;
        }

        Assert.InRange(appended, Math.Max(snapshot, Journal.AppendedBytesMinWhenWhole), Journal.AppendedBytesMin);
    }

    [Fact]
    public void IsDue_OfALargeSnapshot_WaitsForFourTimesItsBytes()
    {
        var history = new OwnerHistory(seed: 6, versions: 2, names: 8);
        Entry[] many = [.. Enumerable.Range(0, 3_000).Select(i => OwnerHistory.Line($"a-name-{i}", "i", 80))];
        var (list, _) = AdvertisementFold.Advance(history.Newest, history.Newest.Stamp.Next(), OwnerStatus.Serving, many, []);
        var (_, delta) = AdvertisementFold.Advance(list, list.Stamp.Next(), OwnerStatus.Serving, many[..500], []);
        var writer = new Journal();
        var snapshot = writer.EncodeSnapshot(list, []).Length;
        var appended = 0;
        while (!writer.IsDue)
        {
            appended += writer.EncodeVersion(delta).Length;
        }

        Assert.True(snapshot * 4L > Journal.AppendedBytesMin);
        Assert.InRange(appended, (4 * snapshot) + 1, 5 * snapshot);
        Assert.Equal(snapshot, Journal.Recover(new Journal().EncodeSnapshot(list, [])).SnapshotBytes);
    }

    [Fact]
    public void The_format_is_the_one_of_the_golden_file()
    {
        var path = RepositoryRoot.File("tests", "OrleansNaming.Core.Tests", "Log", "journal.golden.hex");
        var lines = File.ReadAllLines(path).Where(line => !line.StartsWith('#')).ToArray();

        string[] written = [.. JournalScript.Golden().Select(Convert.ToHexStringLower)];
        Assert.True(lines.SequenceEqual(written), "stores that exist can't be read any more, unless the format version rises; it is now\n" + string.Join('\n', written));
        var state = Journal.Recover([.. lines.SelectMany(Convert.FromHexString)]);
        Assert.Null(state.Damage);
        Assert.Equal(["alpha …1000:3 Draining", "orders a1 10.0.0.1:8080", "shop  "], JournalScript.Told(state).Take(3));
        Assert.Equal([new Stamp(new Epoch(900, new BootId(3)), 44)], state.Advertisement!.Inherits);
        Assert.Equal([new Floor(new ServerId("beta"), new Epoch(2_000, new BootId(9)), true, 1_700_000_000_000)], state.Floors);
    }
}

namespace OrleansNaming.Core.Tests.Vocabulary;

[Collection(MeasuresAllocation.Name)]
public class EntryListTests
{
    private static readonly EntrySum Any = new(1, 2, 3, 4);

    [Fact]
    public void A_list_equals_its_dumb_twin_over_ten_thousand_random_batches()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var spread = seed % 2 == 0 ? 40 : 4_000;
            var (list, twin) = (EntryList.Empty, new SortedDictionary<EntryKey, Entry>());
            for (var batch = 0; batch < 500; batch++)
            {
                var before = (List: list, Lines: list.ToArray());
                var (puts, removes) = RandomBatch(random, spread);
                list = list.With(EntryBatch.Of(puts, removes), Any, bytes: 0);
                Write(twin, puts, removes);
                AssertSame(twin, list, $"seed {seed}, batch {batch}");
                Assert.True(before.Lines.SequenceEqual(before.List), $"seed {seed}, batch {batch} changed the list before it");
            }
        }
    }

    [Fact]
    public void Find_EveryKeyAndEveryNeighbour_FindsExactlyWhatIsThere()
    {
        var names = Enumerable.Range(0, 1_000).Select(i => $"n{i * 2:d5}").ToArray();
        var list = EntryList.Empty.With(EntryBatch.Of([.. names.Select(name => Line(name, "a"))], []), Any, bytes: 0);

        foreach (var name in names)
        {
            Assert.Equal(name, list.Find(name, "a")?.Name);
            Assert.Null(list.Find(name, ""));
            Assert.Null(list.Find(name, "b"));
            Assert.Null(list.Find(name + "0", "a"));
        }

        Assert.Null(list.Find("", ""));
        Assert.Null(list.Find("zzz", ""));
        Assert.Null(EntryList.Empty.Find("n00000", "a"));
    }

    [Fact]
    public void Find_AnyKey_AllocatesNothing()
    {
        var list = Numbered(1_000);
        list.Find("n00500", "");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            list.Find("n00500", "");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void From_AnyName_GoesOnFromThereToTheEnd()
    {
        var list = Numbered(500);
        for (var start = 0; start <= 500; start++)
        {
            Assert.Equal(list.All.Skip(start), list.From($"n{start:d5}"));
            Assert.Equal(list.All.Skip(start), list.From($"n{start - 1:d5}0"));
        }

        Assert.Equal(list.All, list.From(""));
        Assert.Empty(EntryList.Empty.From("a"));
    }

    [Fact]
    public void With_UnsortedPutsOfOneKey_TheLastCountsAndAPutOutranksARemove()
    {
        var last = Line("b", "1");
        var list = EntryList.Empty.With(EntryBatch.Of([Line("b", "1"), Line("a", "1"), last], [new EntryKey("b", "1"), new EntryKey("x", "1")]), Any, bytes: 0);

        Assert.Equal(["a", "b"], list.Select(entry => entry.Name));
        Assert.Same(last, list.Find("b", "1"));
        Assert.Equal(Any, list.Sum);
    }

    [Fact]
    public void With_OneLineOfFiftyThousand_CopiesOneBlockAndTheIndex()
    {
        var list = Numbered(50_000);
        var batch = EntryBatch.Of([Line("n25000", "new")], []);
        list.With(batch, Any, bytes: 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        list.With(batch, Any, bytes: 0);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        // The index, the block as merged and as kept (or its two halves), and the objects around them.
        Assert.InRange(bytes, 1, ((list.BlockCount + 1) * 8) + (2 * 65 * 8) + 256);
    }

    [Fact]
    public void Blocks_AfterAnyHistory_StayFullEnoughForTenBytesALine()
    {
        var random = new Random(7);
        var list = Numbered(20_000);
        for (var round = 0; round < 2_000; round++)
        {
            EntryKey[] removes = [.. Enumerable.Range(0, 40).Select(_ => new EntryKey($"n{random.Next(20_000):d5}", ""))];
            list = list.With(EntryBatch.Of([new Context($"n{random.Next(20_000):d5}")], removes), Any, bytes: 0);
            Assert.True(list.BlockCount <= 1 + list.Count / EntryMerge.BlockMin, $"{list.BlockCount} blocks for {list.Count} lines");
        }
    }

    private static EntryList Numbered(int count) =>
        EntryList.Empty.With(EntryBatch.Of([.. Enumerable.Range(0, count).Select(i => new Context($"n{i:d5}"))], []), Any, bytes: 0);

    private static Instance Line(string name, string instanceId) => new(name, instanceId, [], null, null);

    private static (List<Entry> Puts, List<EntryKey> Removes) RandomBatch(Random random, int spread)
    {
        var size = random.Next(10) == 0 ? random.Next(300) : random.Next(4);
        var (puts, removes) = (new List<Entry>(), new List<EntryKey>());
        for (var i = 0; i < size; i++)
        {
            var line = Line($"n{random.Next(spread)}", $"i{random.Next(3)}");
            if (random.Next(2) == 0)
            {
                puts.Add(line);
            }
            else
            {
                removes.Add(new EntryKey(line));
            }
        }

        return (puts, removes);
    }

    private static void Write(SortedDictionary<EntryKey, Entry> twin, List<Entry> puts, List<EntryKey> removes)
    {
        foreach (var key in removes)
        {
            twin.Remove(key);
        }

        foreach (var entry in puts)
        {
            twin[new EntryKey(entry)] = entry;
        }
    }

    private static void AssertSame(SortedDictionary<EntryKey, Entry> twin, EntryList list, string where)
    {
        Assert.True(twin.Count == list.Count, $"{where}: {list.Count} lines, {twin.Count} expected");
        Assert.True(twin.Values.SequenceEqual(list.All, ReferenceEqualityComparer.Instance), $"{where}: other lines, or another order");
        Assert.True(list.ToArray().SequenceEqual(list.All), $"{where}: ToArray differs from the walk");
    }
}

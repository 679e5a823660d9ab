using OrleansNaming.Advertising;
using OrleansNaming.Core.Tests.Advertising;
using OrleansNaming.Log;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Log;

public class ChangeLogTests
{
    [Fact]
    [Row("B5")]
    public void Since_FromAnyStamp_EqualsSteppingThroughAllDeltas()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var history = new OwnerHistory(seed, versions: 40, names: 8);
            var log = Filled(history.Deltas);
            for (var held = 0; held < history.Lists.Count - 1; held++)
            {
                var merged = log.Since(history.Lists[held].Stamp);
                Assert.NotNull(merged);
                var reached = AdvertisementFold.Apply(OwnerHistory.Server, history.Lists[held], merged, []);
                OwnerHistory.AssertSame(history.Newest, reached, $"seed {seed}, since version {held + 1}");
            }
        }
    }

    [Fact]
    public void Since_AKeyWrittenOften_NamesItOnce()
    {
        var key = new EntryKey("n", "i");
        var (put, putAgain) = (OwnerHistory.Line("n", "i", 1), OwnerHistory.Line("n", "i", 2));
        var list = AdvertisementFold.Advance(
            AdvertisementFold.Nothing(OwnerHistory.Server), new Stamp(OwnerHistory.First, 1), OwnerStatus.Serving, [], []).Next;
        var log = new ChangeLog();
        var start = list.Stamp;

        Append([put], []);
        Append([], [key]);
        Assert.Equal((0, 1), Sizes(log.Since(start)));
        Append([putAgain], []);
        Assert.Equal((1, 0), Sizes(log.Since(start)));
        Assert.Same(putAgain, log.Since(start)!.Puts[0]);

        void Append(Entry[] puts, EntryKey[] removes)
        {
            (list, var delta) = AdvertisementFold.Advance(list, list.Stamp.Next(), OwnerStatus.Serving, puts, removes);
            log.Append(delta, DeltaCodec.Length(delta));
        }
    }

    [Fact]
    public void Since_WhatTakesMoreBytesThanAsked_IsNull()
    {
        var history = new OwnerHistory(seed: 3, versions: 6);
        var log = Filled(history.Deltas);
        foreach (var from in new[] { history.Lists[^2].Stamp, history.Lists[^4].Stamp })
        {
            var bytes = DeltaCodec.Length(log.Since(from)!);

            Assert.NotNull(log.Since(from, bytes));
            Assert.Null(log.Since(from, bytes - 1));
        }
    }

    [Fact]
    public void Since_AStampThatIsNotInTheLog_IsNull()
    {
        var history = new OwnerHistory(seed: 1, versions: 10);
        var log = Filled(history.Deltas[4..]);
        var newest = history.Newest.Stamp;

        Assert.Null(log.Since(default));
        Assert.Null(log.Since(history.Lists[2].Stamp));
        Assert.NotNull(log.Since(history.Lists[3].Stamp));
        Assert.Null(log.Since(newest));
        Assert.Null(log.Since(newest.Next()));
        Assert.Null(log.Since(history.Lists[6].Stamp with { Epoch = new Epoch(1_000, new BootId(8)) }));
        Assert.Null(log.Since(history.Lists[6].Stamp with { Epoch = new Epoch(999, new BootId(7)) }));
        Assert.Null(new ChangeLog().Since(newest));
    }

    [Fact]
    public void Append_AVersionThatDoesNotFollow_StartsTheLogAnew()
    {
        var history = new OwnerHistory(seed: 2, versions: 10);
        var log = Filled(history.Deltas[..5]);

        log.Append(history.Deltas[7], DeltaCodec.Length(history.Deltas[7]));
        Assert.Equal(1, log.Count);
        Assert.Null(log.Since(history.Lists[3].Stamp));
        Assert.Null(log.Since(history.Lists[4].Stamp));
        Assert.NotNull(log.Since(history.Lists[6].Stamp));

        log.Append(AdvertisementFold.Full(history.Lists[8]), DeltaCodec.Length(AdvertisementFold.Full(history.Lists[8])));
        Assert.Equal((0, 0), (log.Count, log.Bytes));
        log.Append(history.Deltas[9], DeltaCodec.Length(history.Deltas[9]));
        Assert.NotNull(log.Since(history.Lists[8].Stamp));
    }

    [Fact]
    [Row("B5")]
    public void Append_MoreVersionsThanTheCap_KeepsTheNewest()
    {
        var history = new OwnerHistory(seed: 3, versions: Limits.LogVersions + 10);
        var log = Filled(history.Deltas);

        Assert.Equal(Limits.LogVersions, log.Count);
        Assert.Null(log.Since(history.Lists[8].Stamp));
        Assert.NotNull(log.Since(history.Lists[9].Stamp));
    }

    [Fact]
    [Row("B5")]
    public void Append_MoreBytesThanTheCap_KeepsTheNewestThatFit()
    {
        var list = AdvertisementFold.Advance(
            AdvertisementFold.Nothing(OwnerHistory.Server), new Stamp(OwnerHistory.First, 1), OwnerStatus.Serving, [], []).Next;
        var log = new ChangeLog();
        for (var version = 0; version < 40; version++)
        {
            Entry[] puts = [.. Enumerable.Range(0, 2_000).Select(i => OwnerHistory.Line($"a-rather-long-name-{i}", "i", version + 1))];
            (list, var delta) = AdvertisementFold.Advance(list, list.Stamp.Next(), OwnerStatus.Serving, puts, []);
            log.Append(delta, DeltaCodec.Length(delta));
            Assert.InRange(log.Bytes, 1, Limits.LogBytes);
            Assert.True(log.Bytes + DeltaCodec.Length(delta) > Limits.LogBytes || log.Count == version + 1, "a version fell off that would have fitted");
        }

        Assert.InRange(log.Count, 1, 39);
    }

    private static ChangeLog Filled(IEnumerable<Delta> deltas)
    {
        var log = new ChangeLog();
        foreach (var delta in deltas)
        {
            log.Append(delta, DeltaCodec.Length(delta));
        }

        return log;
    }

    private static (int Puts, int Removes) Sizes(Delta? delta) => (delta!.Puts.Count, delta.Removes.Count);
}

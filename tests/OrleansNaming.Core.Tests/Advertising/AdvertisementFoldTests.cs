using OrleansNaming.Advertising;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Advertising;

public class AdvertisementFoldTests
{
    [Fact]
    [Row("B9")]
    public void A_snapshot_equals_the_fold_of_all_deltas()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var history = new OwnerHistory(seed, versions: 60);
            Advertisement? folded = null;
            for (var i = 0; i < history.Deltas.Count; i++)
            {
                folded = AdvertisementFold.Apply(OwnerHistory.Server, folded, history.Deltas[i], []);
                var snapshot = AdvertisementFold.Apply(OwnerHistory.Server, null, AdvertisementFold.Full(history.Lists[i]), []);
                OwnerHistory.AssertSame(history.Lists[i], folded, $"seed {seed}, version {i + 1}, folded");
                OwnerHistory.AssertSame(history.Lists[i], snapshot, $"seed {seed}, version {i + 1}, snapshot");
            }
        }
    }

    [Fact]
    [Row("B10")]
    public void The_sum_that_is_kept_equals_the_sum_counted_anew()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            foreach (var list in new OwnerHistory(seed, versions: 40).Lists)
            {
                var sum = list.Entries.All.Aggregate(default(EntrySum), (sum, entry) => sum + DigestRule.Hash(entry));
                Assert.Equal(sum, list.Entries.Sum);
                Assert.Equal(DigestRule.Compute(list.Stamp, list.Status, list.Entries.Count, sum), list.Digest);
            }
        }
    }

    [Fact]
    public void Chain_BeginsWithTheLastLife_AndKeepsSixteen()
    {
        IReadOnlyList<Stamp> chain = [];
        for (ulong life = 1; life <= 20; life++)
        {
            chain = AdvertisementFold.Chain(new Stamp(new Epoch(life, new BootId(life)), life * 10), chain);
        }

        Assert.Equal(Enumerable.Range(5, 16).Reverse().Select(life => (ulong)life), chain.Select(stamp => stamp.Incarnation));
    }

    [Fact]
    public void Chain_WithoutAFormerLife_StaysAsItIs() => Assert.Empty(AdvertisementFold.Chain(default, []));

    [Fact]
    public void The_bytes_that_are_kept_equal_those_of_a_snapshots_lines()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            foreach (var list in new OwnerHistory(seed, versions: 40).Lists)
            {
                var full = AdvertisementFold.Full(list);
                Assert.Equal(DeltaCodec.Length(full) - DeltaCodec.Length(full with { Puts = [] }), list.Entries.Bytes);
            }
        }
    }

    [Fact]
    [Row("B5")]
    public void A_delta_applies_to_exactly_its_base_and_to_no_other_state()
    {
        var history = new OwnerHistory(seed: 3, versions: 20);
        for (var step = 1; step < history.Deltas.Count; step++)
        {
            Assert.Null(AdvertisementFold.Apply(OwnerHistory.Server, null, history.Deltas[step], []));
            for (var held = 0; held < history.Lists.Count; held++)
            {
                var result = AdvertisementFold.Apply(OwnerHistory.Server, history.Lists[held], history.Deltas[step], []);
                Assert.Equal(held == step - 1, result is not null);
            }
        }
    }

    [Fact]
    [Row("B10")]
    public void A_list_whose_lines_differ_from_the_digest_is_never_shown()
    {
        var history = new OwnerHistory(seed: 4, versions: 20);
        for (var step = 1; step < history.Deltas.Count; step++)
        {
            foreach (var wrong in Wrong(history.Deltas[step]))
            {
                Assert.Null(AdvertisementFold.Apply(OwnerHistory.Server, history.Lists[step - 1], wrong, []));
            }
        }
    }

    [Fact]
    [Row("B10")]
    public void A_delta_onto_the_same_stamp_with_other_lines_does_not_verify()
    {
        var history = new OwnerHistory(seed: 5, versions: 10);
        var (diverged, _) = AdvertisementFold.Advance(
            history.Lists[^3], history.Lists[^2].Stamp, OwnerStatus.Serving, [OwnerHistory.Line("elsewhere", "i9", 1)], []);

        Assert.Null(AdvertisementFold.Apply(OwnerHistory.Server, diverged, history.Deltas[^1], []));
    }

    [Fact]
    public void A_delta_of_another_owner_or_another_epoch_does_not_apply()
    {
        var history = new OwnerHistory(seed: 6, versions: 10);
        var next = history.Deltas[^1];
        var later = next with { Stamp = new Stamp(new Epoch(2_000, new BootId(1)), next.Stamp.Version) };

        Assert.Null(AdvertisementFold.Apply(new ServerId("beta"), history.Lists[^2], next, []));
        Assert.Null(AdvertisementFold.Apply(OwnerHistory.Server, history.Lists[^2], Verified(later, history.Newest), []));
    }

    [Fact]
    public void Advance_ToAnotherEpoch_GivesTheFullListAndInheritsWhatItContains()
    {
        var history = new OwnerHistory(seed: 8, versions: 10);
        var stamp = new Stamp(new Epoch(2_000, new BootId(1)), 1);
        var (next, delta) = AdvertisementFold.Advance(history.Newest, stamp, OwnerStatus.Serving, [], []);

        Assert.True(delta.Base.IsNone);
        Assert.Equal(history.Newest.Entries.Count, delta.Puts.Count);
        Assert.Equal([history.Newest.Stamp], next.Inherits);
    }

    [Fact]
    public void Inherits_AfterManyLives_RemembersTheNewestSixteen()
    {
        var list = AdvertisementFold.Nothing(OwnerHistory.Server);
        for (ulong life = 1; life <= 40; life++)
        {
            (list, _) = AdvertisementFold.Advance(list, new Stamp(new Epoch(life, default), 1), OwnerStatus.Serving, [], []);
        }

        Assert.Equal(Advertisement.InheritsMax, list.Inherits.Count);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => (ulong)(39 - i)), list.Inherits.Select(stamp => stamp.Incarnation));
    }

    [Fact]
    public void Apply_ADeltaOfTheSameEpoch_KeepsTheAncestors()
    {
        var opened = AdvertisementFold.Advance(
            new OwnerHistory(seed: 9, versions: 2).Newest, new Stamp(new Epoch(2_000, default), 1), OwnerStatus.Serving, [], []).Next;
        var (_, delta) = AdvertisementFold.Advance(opened, opened.Stamp.Next(), OwnerStatus.Serving, [new Context("c")], []);

        Assert.Equal(opened.Inherits, AdvertisementFold.Apply(OwnerHistory.Server, opened, delta, [])!.Inherits);
    }

    [Fact]
    public void Advance_RemovesOfAbsentLinesAndPutsOfOneKey_LeaveTheDeltaClean()
    {
        var (first, _) = AdvertisementFold.Advance(
            AdvertisementFold.Nothing(OwnerHistory.Server), new Stamp(OwnerHistory.First, 1), OwnerStatus.Serving, [new Context("a")], []);
        var (_, delta) = AdvertisementFold.Advance(
            first, first.Stamp.Next(), OwnerStatus.Serving, [new Context("c"), new Context("b"), new Context("b")], [new("x", ""), new("a", ""), new("b", "")]);

        Assert.Equal(["b", "c"], delta.Puts.Select(entry => entry.Name));
        Assert.Equal([new EntryKey("a", "")], delta.Removes);
    }

    [Fact]
    public void Advance_AboveTheCap_IsRefusedAndApplyShowsNothingOfIt()
    {
        var nothing = AdvertisementFold.Nothing(OwnerHistory.Server);
        Entry[] lines = [.. Enumerable.Range(0, AdvertisementFold.LinesMax + 1).Select(i => new Context($"n{i}"))];
        var stamp = new Stamp(OwnerHistory.First, 1);

        var (full, _) = AdvertisementFold.Advance(nothing, stamp, OwnerStatus.Serving, lines[1..], []);
        Assert.Throws<ArgumentException>(() => AdvertisementFold.Advance(full, stamp.Next(), OwnerStatus.Serving, [lines[0]], []));
        var sum = full.Entries.Sum + DigestRule.Hash(lines[0]);
        var digest = DigestRule.Compute(stamp, OwnerStatus.Serving, lines.Length, sum);
        Assert.Null(AdvertisementFold.Apply(OwnerHistory.Server, null, new Delta(default, stamp, OwnerStatus.Serving, lines, [], digest), []));
    }

    [Fact]
    public void Advance_ToAnEarlierStamp_IsASurprise() => Assert.Throws<ArgumentException>(() =>
    {
        var newest = new OwnerHistory(seed: 1, versions: 2).Newest;
        AdvertisementFold.Advance(newest, newest.Stamp, OwnerStatus.Serving, [], []);
    });

    private static Delta Verified(Delta delta, Advertisement list) =>
        delta with { Digest = DigestRule.Compute(delta.Stamp, delta.Status, list.Entries.Count, list.Entries.Sum) };

    private static IEnumerable<Delta> Wrong(Delta delta)
    {
        yield return delta with { Digest = new Digest(delta.Digest.Value ^ 1) };
        yield return delta with { Stamp = delta.Stamp.Next() };
        yield return delta with { Status = OwnerStatus.Left };
        yield return delta with { Puts = [.. delta.Puts, OwnerHistory.Line("one-more", "i0", 80)] };
        foreach (var put in delta.Puts)
        {
            yield return delta with { Puts = [.. delta.Puts.Where(other => other != put), OwnerHistory.Line(put.Name, put.InstanceId, 65_535)] };
        }

        foreach (var key in delta.Removes)
        {
            yield return delta with { Removes = [.. delta.Removes.Where(other => other != key)] };
        }
    }
}

using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>What is lost on the way is noticed and fetched from its owner, and only that.</summary>
public abstract class RepairContract : EngineContract
{
    [Fact]
    [Row("B3")]
    [Row("B4")]
    [Row("B5")]
    public async Task A_server_that_missed_three_versions_fetches_them_from_their_owner_in_one_call()
    {
        var servers = await StartAsync(3);
        var (owner, reader) = (servers[0], servers[1]);
        var before = await owner.BindAsync("kept");
        await HoldsAsync(reader, owner, before.Stamp);
        reader.Forget();
        owner.Forget();

        await Cluster.LoseAsync(owner, reader, () => owner.BindAsync("missed-0"), () => owner.BindAsync("missed-1"), () => owner.BindAsync("missed-2"));
        var after = await owner.BindAsync("heard");
        await HoldsAsync(reader, owner, after.Stamp);

        var fetch = Assert.Single(reader.Of(ObservationKind.FetchStarted));
        Assert.Equal(("s1", before.Stamp), (fetch.Owner.Value, fetch.Since));
        Assert.Equal(before.Stamp, Assert.Single(owner.Of(ObservationKind.FetchServed)).Since);
        Assert.Empty(servers[2].Of(ObservationKind.FetchServed));
        Assert.All(["kept", "missed-0", "missed-1", "missed-2", "heard"], name => Assert.Equal(["s1"], reader.Resolve(name)));
    }

    [Fact]
    [Row("B3")]
    [Lesson(24)]
    public async Task A_lost_notice_without_a_later_change_is_healed_by_the_next_repeat()
    {
        var servers = await StartAsync(2);

        var lost = await Cluster.LoseAsync(servers[0], servers[1], () => servers[0].BindAsync("orders"));

        await HoldsAsync(servers[1], servers[0], lost.Stamp);
        Assert.Equal(["s1"], servers[1].Resolve("orders"));
    }

    [Fact]
    [Row("B7")]
    public async Task A_thousand_notices_with_old_stamps_cost_no_fetch()
    {
        var servers = await StartAsync(2);
        var (owner, reader) = (servers[0], servers[1]);
        var old = await owner.BindAsync("old");
        var present = await owner.BindAsync("present");
        await HoldsAsync(reader, owner, present.Stamp);
        Cluster.Lose = delivery => delivery.From == "s1"; // the owner's own repeats are not counted
        reader.Forget();

        var notice = new Notice(old.Stamp, new Digest(1), OwnerStatus.Serving, Cluster.Interval, AcknowledgementWanted: false, Inline: null);
        await Cluster.ForgeAsync(owner, reader, [.. Enumerable.Repeat(notice, 1_000)]);

        await Cluster.UntilAsync(() => reader.Of(ObservationKind.NoticeIgnored, owner).Count == 1_000, "s2 ignored 1,000 notices");
        Assert.Empty(reader.Of(ObservationKind.FetchStarted));
        Assert.Equal(present.Stamp, reader.Holds(owner));
    }

    [Fact]
    [Row("B10")]
    public async Task A_list_that_differs_at_the_same_stamp_is_found_by_its_digest_and_replaced()
    {
        var servers = await StartAsync(2);
        var (owner, reader) = (servers[0], servers[1]);
        var token = await owner.BindAsync("orders");
        await HoldsAsync(reader, owner, token.Stamp);

        var view = reader.Engine.Replica.Find(new ServerId("s1"))!;
        var good = view.Advertisement!;
        view.Advertisement = good with { Digest = new Digest(good.Digest.Value + 1) };

        // Who hears first mends it: the reader fetches, or the owner opens its next incarnation over what somebody has of its stamp (rule 1).
        await Cluster.UntilAsync(() => view.Advertisement!.Digest == owner.Engine.Replica.Find(view.Advertisement.Server)!.Advertisement!.Digest, "s2 has the right list again");
        Assert.Equal(["s1"], reader.Resolve("orders"));
        Assert.NotEmpty(reader.Of(ObservationKind.DivergenceDetected, owner));
    }

    [Fact]
    [Row("B11")]
    public async Task A_name_that_was_unbound_while_its_reader_was_cut_off_is_gone_after_the_cut()
    {
        var servers = await StartAsync(2);
        await servers[0].BindAsync("orders");
        await ResolvesAsync(servers[1], "orders", "s1");

        await Cluster.LoseAsync(servers[0], servers[1], () => servers[0].UnbindAsync("orders"), () => servers[0].BindAsync("billing"));

        await ResolvesAsync(servers[1], "orders");
        await ResolvesAsync(servers[1], "billing", "s1");
    }
}

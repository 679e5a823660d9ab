using System.Globalization;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>One compare-and-set register a track.</summary>
public abstract class OwnershipStoreContract : FreshStore<IOwners>
{
    [Fact]
    public async Task The_first_owner_of_a_track_gets_epoch_1()
    {
        var store = Stores.Owners();

        var token = await store.TakeAsync("jobs", 0, Ann, Cancel);

        Assert.Equal(new TrackToken("jobs", 1, Ann), token);
        Assert.Equal([new OwnershipRow("jobs", 1, Ann, 0)], await Stores.Owners().ReadAsync(Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Who_saw_another_epoch_gets_nothing_and_changes_nothing(int seen)
    {
        await TakenAsync(Ann);
        await TakenAsync(Bob, seen: 1);

        Assert.Null(await Stores.Owners().TakeAsync("jobs", (ulong)seen, Ann, Cancel));

        Assert.Equal([new OwnershipRow("jobs", 2, Bob, 0)], await Stores.Owners().ReadAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_takes_a_track_that_is_not_there_by_an_epoch_it_never_had()
    {
        Assert.Null(await Stores.Owners().TakeAsync("jobs", 4, Ann, Cancel));

        Assert.Empty(await Stores.Owners().ReadAsync(Cancel));
    }

    [Fact]
    [Row("E19")]
    public async Task Of_servers_with_conflicting_views_that_take_at_once_one_is_committed()
    {
        var servers = Enumerable.Range(0, 4).Select(i => (Store: Stores.Owners(server: i), Holder: new Holder(new ServerId($"s{i}"), new BootId((UInt128)i)))).ToList();

        for (var epoch = 0UL; epoch < 25; epoch++)
        {
            var tokens = await Task.WhenAll(servers.Select(server => Task.Run(() => server.Store.TakeAsync("jobs", epoch, server.Holder, Cancel))));

            var winner = Assert.Single(tokens, token => token is not null);
            Assert.Equal([winner], (await Stores.Owners().ReadAsync(Cancel)).Select(row => row.Token));
        }
    }

    [Fact]
    public async Task A_beat_rises_by_one_and_tells_which_tracks_are_lost()
    {
        var kept = await TakenAsync(Ann);
        var lost = await TakenAsync(Ann, "lost");
        var taken = await TakenAsync(Bob, "lost", seen: 1);
        var released = await TakenAsync(Ann, "released");
        await Stores.Owners().ReleaseAsync(released, Cancel);

        var gone = await Stores.Owners().BeatAsync([lost, kept, released], Cancel);

        Assert.Equal([lost, released], gone.OrderBy(token => token.Track, StringComparer.Ordinal));
        Assert.Equal([new OwnershipRow("jobs", 1, Ann, 1), new OwnershipRow("lost", 2, Bob, 0)], (await Stores.Owners().ReadAsync(Cancel)).Take(2));
        Assert.Equal("lost", taken.Track);
    }

    [Fact]
    public async Task A_beat_renews_two_hundred_tracks_at_once_and_none_is_nothing()
    {
        var tokens = new List<TrackToken>();
        for (var i = 0; i < 200; i++)
        {
            tokens.Add(await TakenAsync(Ann, i.ToString("000", CultureInfo.InvariantCulture)));
        }

        Assert.Empty(await Stores.Owners().BeatAsync(tokens, Cancel));
        Assert.Empty(await Stores.Owners().BeatAsync([], Cancel));

        Assert.All(await Stores.Owners().ReadAsync(Cancel), row => Assert.Equal(1, row.Beat));
    }

    [Fact]
    public async Task A_new_owner_starts_at_beat_0()
    {
        var token = await TakenAsync(Ann);
        await Stores.Owners().BeatAsync([token], Cancel);

        await TakenAsync(Bob, seen: 1);

        Assert.Equal([new OwnershipRow("jobs", 2, Bob, 0)], await Stores.Owners().ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_released_track_keeps_its_epoch_and_its_next_owner_gets_a_higher_one()
    {
        var token = await TakenAsync(Ann);

        await Stores.Owners().ReleaseAsync(token, Cancel);

        Assert.Equal([new OwnershipRow("jobs", 1, null, 0)], await Stores.Owners().ReadAsync(Cancel));
        Assert.Equal(new TrackToken("jobs", 2, Ann), await Stores.Owners().TakeAsync("jobs", 1, Ann, Cancel));
    }

    [Fact]
    public async Task A_former_owner_releases_nothing()
    {
        var former = await TakenAsync(Ann);
        await TakenAsync(Bob, seen: 1);

        await Stores.Owners().ReleaseAsync(former, Cancel);

        Assert.Equal([new OwnershipRow("jobs", 2, Bob, 0)], await Stores.Owners().ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_restarted_server_is_another_holder()
    {
        var before = await TakenAsync(Ann);
        var after = before with { Holder = Ann with { Boot = new BootId(UInt128.MaxValue) } };

        Assert.Equal([after], await Stores.Owners().BeatAsync([after], Cancel));
        await Stores.Owners().ReleaseAsync(after, Cancel);

        Assert.Equal([new OwnershipRow("jobs", 1, Ann, 0)], await Stores.Owners().ReadAsync(Cancel));
    }

    [Fact]
    public async Task Groups_do_not_see_each_other()
    {
        await Stores.Owners("one").TakeAsync("jobs", 0, Ann, Cancel);

        Assert.Empty(await Stores.Owners("two").ReadAsync(Cancel));
        Assert.Equal(1UL, (await Stores.Owners("two").TakeAsync("jobs", 0, Bob, Cancel))?.Epoch);
    }

    [Fact]
    public async Task Any_text_is_a_track_and_rows_come_by_bytes()
    {
        string[] byBytes = ["%", "'; drop table track_owner; --", "A", "a", "a b", "é", "\uFFFD", "😀"];
        foreach (var track in byBytes.Reverse())
        {
            await TakenAsync(Ann, track);
        }

        Assert.Equal(byBytes, (await Stores.Owners().ReadAsync(Cancel)).Select(row => row.Track));
    }

    [Fact]
    public async Task What_a_database_would_change_is_no_track()
    {
        foreach (var track in new[] { "", "a\0b", "half \uD83D", new string('x', 256) })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Stores.Owners().TakeAsync(track, 0, Ann, Cancel));
        }

        Assert.Empty(await Stores.Owners().ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_call_that_was_given_up_before_it_began_does_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stores.Owners().TakeAsync("jobs", 0, Ann, new CancellationToken(true)));

        Assert.Empty(await Stores.Owners().ReadAsync(Cancel));
    }
}

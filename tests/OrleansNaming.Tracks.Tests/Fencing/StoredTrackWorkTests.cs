using Npgsql;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Steps;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

/// <summary>Work from the group's own database, as an application writes it.</summary>
public sealed class StoredTrackWorkTests : StoreContract
{
    /// <summary>It is one that a database says of itself to pass; of an effect it may never do so.</summary>
    [Fact]
    [Row("E3")]
    public async Task An_effect_that_always_takes_too_long_is_a_dead_letter_after_five_tries()
    {
        var token = await TakenAsync(Ann);
        var (store, time) = (Stores.Work(), new ManualTime());
        await store.EnqueueAsync("jobs", [new WorkItem("r", default)], Cancel);
        var tries = 0;
        var work = new StoredTrackWork(store, time, (_, _, _) =>
        {
            tries++;
            throw new NpgsqlException("too long", new TimeoutException());
        });

        for (var i = 0; i < 7; i++)
        {
            foreach (var record in await work.SearchAsync(token, 9, Cancel))
            {
                Assert.True(await work.RunAsync(token, record, Cancel));
            }

            time.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(5, tries);
        Assert.Equal("too long", Assert.Single(await store.DeadLettersAsync("jobs", null, 9, Cancel)).Error);
    }

    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}

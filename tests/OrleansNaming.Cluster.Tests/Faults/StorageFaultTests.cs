using OrleansNaming.Grains;
using OrleansNaming.Log;

namespace OrleansNaming.Cluster.Tests.Faults;

/// <summary>The storage misbehaves; the directory neither loses what it acknowledged, nor says two things under one stamp.</summary>
[On(Engine.Orleans)]
public sealed class StorageFaultTests : SiloFaults
{
    [Fact]
    [Row("B9")]
    public async Task A_write_that_succeeded_and_lost_its_reply_counts_once()
    {
        var servers = await StartAsync("s1", "s2");
        var before = (await servers[0].BindAsync("first")).Stamp;
        var lost = 0;
        Cluster.Disk.AfterWrite = key => IsListOf(key, "s1") && Interlocked.Increment(ref lost) == 1 ? throw new TimeoutException("the reply is lost") : Task.CompletedTask;

        var after = (await servers[0].BindAsync("orders")).Stamp;

        Assert.Equal(1, lost); // sent again, and known
        Assert.Equal((before.Epoch, before.Version + 1), (after.Epoch, after.Version));
        await ResolveAsync(servers, "orders", "s1");
    }

    [Fact]
    public async Task While_the_storage_fails_changes_are_refused_and_what_is_there_stays()
    {
        var servers = await StartAsync("s1", "s2");
        await servers[0].BindAsync("first");
        await GuestAsync(servers[0], "jobs", "before");
        Cluster.Disk.BeforeWrite = key => IsListOf(key, "s1") ? throw new IOException("no space left") : Task.CompletedTask;

        Assert.Equal(Refusal.StorageFailed, await GuestAsync(servers[0], "jobs", "during"));

        Assert.Equal(Refusal.None, await GuestAsync(servers[1], "jobs", "elsewhere"));
        await ResolveAsync(servers, "first", "s1");
        Cluster.Disk.BeforeWrite = null;
        Assert.Equal(Refusal.None, await GuestAsync(servers[0], "jobs", "after"));
        await WholeAsync(servers);
        await KillAsync(servers);
        await WholeAsync(await StartAsync("s1", "s2"));
    }

    [Fact]
    public async Task A_storage_that_hangs_holds_up_its_owner_alone_and_a_late_write_does_no_harm()
    {
        var servers = await StartAsync("s1", "s2");
        await servers[0].BindAsync("first");
        var hangs = new TaskCompletionSource();
        Cluster.Disk.BeforeWrite = key => IsListOf(key, "s1") ? hangs.Task : Task.CompletedTask;

        Assert.Equal(Refusal.StorageFailed, await GuestAsync(servers[0], "jobs", "during"));
        Assert.Equal(Refusal.None, await GuestAsync(servers[1], "jobs", "elsewhere"));
        await ResolveAsync(servers, "first", "s1");

        Cluster.Disk.BeforeWrite = null;
        hangs.SetResult();
        await Eventually.Holds(() => GuestAsync(servers[0], "jobs", "after"), refusal => refusal == Refusal.None, "s1 writes again", TimeSpan.FromSeconds(40));
        await WholeAsync(servers);
        await KillAsync(servers);
        await WholeAsync(await StartAsync("s1", "s2"));
    }

    [Fact]
    public async Task A_storage_that_went_back_to_a_backup_is_written_anew_by_who_lives()
    {
        var servers = await StartAsync("s1", "s2");
        await GuestAsync(servers[0], "jobs", "old");
        var backup = Cluster.Disk.Backup();
        await GuestAsync(servers[0], "jobs", "new");
        await WholeAsync(servers);

        Cluster.Disk.Restore(backup);

        Assert.Equal(Refusal.StorageFailed, await GuestAsync(servers[0], "jobs", "newest")); // it finds out by this write
        Assert.Equal(Refusal.None, await GuestAsync(servers[0], "jobs", "newest"));
        await WholeAsync(servers);
        await KillAsync(servers);
        await WholeAsync(await StartAsync("s1", "s2"));
    }

    [Fact]
    public async Task A_server_that_starts_from_a_backup_gets_from_its_peers_what_it_had_acknowledged_since()
    {
        var servers = await StartAsync("s1", "s2", "s3");
        await GuestAsync(servers[0], "jobs", "old");
        var backup = Cluster.Disk.Backup();
        await GuestAsync(servers[0], "jobs", "new");
        await WholeAsync(servers);
        await Cluster.KillAsync(servers[0]);

        Cluster.Disk.Restore(backup);
        servers[0] = await Cluster.StartAsync("s1");

        await JoinedAsync(servers);
        await WholeAsync(servers);
    }

    [Fact]
    public async Task A_whole_cluster_from_a_backup_says_nothing_else_under_a_stamp_that_was_seen()
    {
        var servers = await StartAsync("s1", "s2");
        await GuestAsync(servers[0], "jobs", "old");
        var backup = Cluster.Disk.Backup();
        await servers[0].BindAsync("before", instance: "x");
        await KillAsync(servers);

        Cluster.Disk.Restore(backup);
        servers = await StartAsync("s1", "s2");

        await WholeAsync(servers);
        await servers[0].BindAsync("after", instance: "y"); // the history compares it with what stood under the same version before
        await ResolveAsync(servers, "after", "y");
        await ResolveAsync(servers, "before");
    }

    [Fact]
    public async Task A_second_activation_that_has_written_costs_a_retry_and_nothing_else()
    {
        var servers = await StartAsync("s1", "s2");
        await GuestAsync(servers[0], "jobs", "before");
        var (key, record) = Cluster.Disk.Records.Single(record => IsListOf(record.Key, "s1"));
        Cluster.Disk.Records[key] = record with { ETag = "another activation's" };

        Assert.Equal(Refusal.None, await GuestAsync(servers[0], "jobs", "after"));

        Assert.NotEqual("another activation's", Cluster.Disk.Records[key].ETag);
        await WholeAsync(servers);
    }

    [Fact]
    public async Task A_process_whose_storage_a_later_life_took_commits_nothing_more()
    {
        var servers = await StartAsync("s1", "s2");
        await GuestAsync(servers[0], "jobs", "before");
        var present = servers[0].Holds(servers[0]);
        var later = new Epoch(present.Incarnation + 1, new BootId(76));
        var reply = await Cluster.GrainsOf("s2").GetGrain<IServerAdvertisementGrain>("s1").WriteAsync(new JournalWrite(later, 1, true, new JournalHead(present.Epoch, long.MaxValue), Array.Empty<byte>()).Encode());
        Assert.Equal((byte)JournalWriteOutcome.Written, reply[0]);

        Assert.Equal(Refusal.StorageFailed, await GuestAsync(servers[0], "jobs", "after")); // it finds out by this write
        Assert.Equal(Refusal.Superseded, await GuestAsync(servers[0], "jobs", "later"));

        Assert.Equal(Refusal.None, await GuestAsync(servers[1], "jobs", "elsewhere"));
        await ResolveAsync(servers[1..], "jobs", "before", "elsewhere");
    }

    private static bool IsListOf(string key, string server) => key.StartsWith("advertisement/", StringComparison.Ordinal) && key.EndsWith($"/{server}", StringComparison.Ordinal);
}

using OrleansNaming.Cluster.Tests.Assumptions;
using OrleansNaming.Grains;
using OrleansNaming.Log;

namespace OrleansNaming.Cluster.Tests.Faults;

/// <summary>
/// A server's grain lives twice: in its own cluster, and in one that cannot see it and has the same storage, as on the two sides of a partition. The
/// storage's ETag and the epoch in the journal decide between them.
/// </summary>
[On(Engine.Orleans)]
public sealed class TwoActivationsTests : SiloFaults
{
    [Fact]
    [Lesson(31)]
    public async Task A_later_life_that_wrote_through_the_other_activation_has_the_list_and_the_first_commits_nothing_more()
    {
        var servers = await StartAsync("s1", "s2");
        await GuestAsync(servers[0], "jobs", "before");
        await using var apart = new ProbeCluster(Cluster.Disk);
        var second = await SecondAsync(apart);
        var seen = FencedJournal.Decode(await second.ReadAsync())!.Head;

        Assert.Equal(JournalWriteOutcome.Written, await WriteAsync(second, Later(seen)));

        Assert.Equal(Refusal.StorageFailed, await GuestAsync(servers[0], "jobs", "after")); // it finds out by this write
        Assert.Equal(Refusal.Superseded, await GuestAsync(servers[0], "jobs", "later"));
        Assert.Equal(Refusal.None, await GuestAsync(servers[1], "jobs", "elsewhere"));
        await ResolveAsync(servers[1..], "jobs", "before", "elsewhere");
    }

    [Fact]
    [Lesson(31)]
    public async Task An_activation_that_is_behind_opens_no_life_over_what_was_acknowledged_by_the_other()
    {
        var servers = await StartAsync("s1", "s2");
        await GuestAsync(servers[0], "jobs", "before");
        await using var apart = new ProbeCluster(Cluster.Disk);
        var second = await SecondAsync(apart);
        var seen = FencedJournal.Decode(await second.ReadAsync())!.Head;
        await GuestAsync(servers[0], "jobs", "meanwhile");

        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(second, Later(seen))); // the ETag: nobody knows yet
        Assert.Equal(JournalWriteOutcome.Superseded, await WriteAsync(second, Later(seen))); // the next activation has read

        Assert.Equal(Refusal.None, await GuestAsync(servers[0], "jobs", "after"));
        await WholeAsync(servers);
    }

    private static async Task<IServerAdvertisementGrain> SecondAsync(ProbeCluster apart) => ProbeCluster.Grain<IServerAdvertisementGrain>(await apart.StartAsync("apart"), "s1");

    private static JournalWrite Later(JournalHead seen) => new(new Epoch(seen.Epoch.Incarnation + 1, new BootId(76)), 1, Replace: true, seen, Array.Empty<byte>());

    private static async Task<JournalWriteOutcome> WriteAsync(IServerAdvertisementGrain grain, JournalWrite write) => (JournalWriteOutcome)(await grain.WriteAsync(write.Encode()))[0];
}

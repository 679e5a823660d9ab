namespace OrleansNaming.Contracts;

/// <summary>Guests live by a lease, whichever server holds them.</summary>
public abstract class GuestContract : EngineContract
{
    private static RegisterGuest Job(TimeSpan? lease = null) => new(new Registration("jobs", "job-7") { Lease = lease ?? TimeSpan.FromSeconds(30) });

    [Fact]
    public async Task A_guest_registered_at_one_server_resolves_at_all()
    {
        var servers = await StartAsync(3);

        await servers[0].CommitAsync(Job());

        foreach (var server in servers)
        {
            await ResolvesAsync(server, "jobs", "job-7");
        }
    }

    [Fact]
    public async Task A_guest_may_be_deregistered_at_another_server()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Job());
        await ResolvesAsync(servers[1], "jobs", "job-7");

        await servers[1].CommitAsync(new DeregisterGuest("jobs", "job-7"));

        await ResolvesAsync(servers[0], "jobs");
        await ResolvesAsync(servers[1], "jobs");
    }

    [Fact]
    public async Task A_guest_that_is_not_renewed_ends()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Job(TimeSpan.FromSeconds(2)));
        await ResolvesAsync(servers[1], "jobs", "job-7");

        await ResolvesAsync(servers[1], "jobs");
        await ResolvesAsync(servers[0], "jobs");
    }

    [Fact]
    public async Task A_renewal_of_an_unknown_guest_is_refused()
    {
        var servers = await StartAsync(1);

        var completed = await servers[0].Engine.CommitAsync(new RenewGuest("jobs", "job-7"), TestContext.Current.CancellationToken);

        Assert.Equal(Refusal.NotFound, completed.Refusal);
    }

    [Fact]
    [Lesson(22)]
    public async Task A_guest_is_handed_over_when_its_holder_leaves()
    {
        var servers = await StartAsync(3);
        await servers[0].CommitAsync(Job());
        await ResolvesAsync(servers[1], "jobs", "job-7");
        await ResolvesAsync(servers[2], "jobs", "job-7");

        await Cluster.LeaveAsync(servers[0]);

        await Cluster.UntilAsync(
            () => servers[1..].All(server => server.Engine.Replica.Resolve("jobs") is { Count: 1 } set && set.Stamp.Server.Value != "s1"),
            "s2 and s3 resolve the guest at its new holder");
    }

    [Fact]
    [Lesson(22)]
    public async Task A_heartbeat_elsewhere_adopts_a_guest_whose_holder_was_killed()
    {
        var servers = await StartAsync(3);
        await servers[0].CommitAsync(Job());
        await ResolvesAsync(servers[1], "jobs", "job-7");
        await ResolvesAsync(servers[2], "jobs", "job-7");
        await Cluster.KillAsync(servers[0]);

        await servers[1].CommitAsync(new RenewGuest("jobs", "job-7"));

        await Cluster.UntilAsync(
            () => servers[2].Engine.Replica.Resolve("jobs") is { Count: 1 } set && set.Stamp.Server.Value == "s2", "s3 resolves the guest at s2");
    }
}

namespace OrleansNaming.Contracts;

/// <summary>Whoever holds a registration checks it, and what the checks find out is the same everywhere.</summary>
public abstract class HealthContract : EngineContract
{
    private static readonly EntryKey Job = new("jobs", "job-7");

    private static readonly RegisterGuest Kept = new(new Registration(Job.Name, Job.InstanceId)
    {
        Lease = TimeSpan.Zero,
        Checks = [new HealthCheck("alive", HealthCheckKind.Ttl) { Interval = TimeSpan.FromSeconds(5) }],
    });

    [Fact]
    public async Task An_instance_that_falls_silent_is_unhealthy_everywhere_until_it_speaks_to_any_server()
    {
        var servers = await StartAsync(3);
        await servers[0].CommitAsync(Kept);
        await IsAsync(InstanceHealth.Healthy, servers);

        await IsAsync(InstanceHealth.Unhealthy, servers);
        await servers[1].CommitAsync(new TellHealth(Job, "alive", InstanceHealth.Warning, "slow"));

        await IsAsync(InstanceHealth.Warning, servers);
    }

    [Fact]
    public async Task The_checks_move_with_a_guest_whose_holder_was_killed()
    {
        var servers = await StartAsync(3);
        await servers[0].CommitAsync(Kept);
        await IsAsync(InstanceHealth.Healthy, servers);
        await Cluster.KillAsync(servers[0]);

        await Cluster.UntilAsync(
            () => servers[1..].All(server => server.Engine.Replica.Resolve(Job.Name) is { Count: 1 } set && set.Stamp.Server.Value != "s1"), "s2 or s3 adopts the guest, whom nobody renews");
        await IsAsync(InstanceHealth.Unhealthy, servers[1..]);
        await servers[1].CommitAsync(new TellHealth(Job, "alive", InstanceHealth.Healthy, ""));
        await IsAsync(InstanceHealth.Healthy, servers[1..]);
    }

    [Fact]
    public async Task Registering_again_does_not_hide_what_the_checks_found_out()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Kept);
        await IsAsync(InstanceHealth.Unhealthy, servers);

        var first = servers[0].Engine.Replica.Resolve(Job.Name).Stamp;
        await servers[0].CommitAsync(Kept);

        Assert.Equal(first, servers[0].Engine.Replica.Resolve(Job.Name).Stamp);
    }

    [Fact]
    public async Task A_word_for_a_check_that_is_not_there_is_refused()
    {
        var servers = await StartAsync(2);
        await servers[0].CommitAsync(Kept);
        await IsAsync(InstanceHealth.Healthy, servers);

        foreach (var server in servers)
        {
            var completed = await server.Engine.CommitAsync(new TellHealth(Job, "other", InstanceHealth.Healthy, ""), TestContext.Current.CancellationToken);
            Assert.Equal(Refusal.NotFound, completed.Refusal);
        }
    }

    private Task IsAsync(InstanceHealth health, IEnumerable<Server> servers) => Cluster.UntilAsync(
        () => servers.All(server => server.Engine.Replica.Resolve(Job.Name) is { Count: 1 } set && set[0].Health == health), $"{Job.InstanceId} is {health} at all");
}

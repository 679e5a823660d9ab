using OrleansNaming.Contracts;

namespace OrleansNaming.Cluster.Tests.Faults;

/// <summary>Silos are killed, frozen, restarted, added and taken away while clients write.</summary>
[On(Engine.Orleans)]
public sealed class SiloFailureTests : SiloFaults
{
    private int _next;

    [Fact]
    public async Task A_killed_silo_takes_its_services_with_it_and_no_guest()
    {
        var servers = await StartAsync("s1", "s2", "s3");
        await servers[0].BindAsync("orders", instance: "of-s1");
        await ResolveAsync(servers, "orders", "of-s1");
        var writes = WriteAsync(servers, 30);

        await Cluster.KillAsync(servers[0]);

        await ResolveAsync(servers[1..], "orders");
        History.Ended("orders", "of-s1");
        await writes;
        await WholeAsync(servers[1..]);
        servers[0] = await Cluster.StartAsync("s1");
        await JoinedAsync(servers);
        await WholeAsync(servers);
        await ResolveAsync(servers, "orders"); // its former process's services do not come back with its name
    }

    [Fact]
    [Lesson(33)]
    public async Task A_frozen_silo_is_hidden_though_the_membership_has_it_and_returns_as_the_same_process()
    {
        var servers = await StartAsync("s1", "s2", "s3");
        var bound = await servers[0].BindAsync("orders");
        await GuestAsync(servers[0], "jobs", "held-by-s1");
        await ResolveAsync(servers, "orders", "s1");

        Cluster.Freeze(servers[0]);
        await ResolveAsync(servers[1..], "orders");
        Assert.Equal(Refusal.None, await GuestAsync(servers[1], "jobs", "while-frozen"));
        Cluster.Thaw(servers[0]);

        await ResolveAsync(servers, "orders", "s1");
        await WholeAsync(servers);
        Assert.Equal(bound.Stamp.Epoch.Boot, servers[1].Holds(servers[0]).Epoch.Boot);
    }

    [Fact]
    public async Task A_rolling_restart_under_load_loses_nothing()
    {
        var servers = await StartAsync("s1", "s2", "s3");
        for (var i = 0; i < servers.Count; i++)
        {
            var writes = WriteAsync(servers, 20);
            await Cluster.LeaveAsync(servers[i]);
            servers[i] = await Cluster.StartAsync(servers[i].Name);
            await writes;
            await JoinedAsync(servers);
        }

        await WholeAsync(servers);
    }

    [Fact]
    public async Task Three_silos_grow_to_six_and_shrink_to_two()
    {
        var servers = await StartAsync("s1", "s2", "s3");
        var writes = WriteAsync(servers, 30);
        foreach (var name in new[] { "s4", "s5", "s6" })
        {
            servers.Add(await Cluster.StartAsync(name));
        }

        await writes;
        await JoinedAsync(servers);
        await WholeAsync(servers);
        foreach (var (gone, isKilled) in new[] { ("s1", false), ("s4", true), ("s2", true), ("s5", false) })
        {
            var server = servers.Single(one => one.Name == gone);
            servers.Remove(server);
            writes = WriteAsync(servers, 5);
            await (isKilled ? Cluster.KillAsync(server) : Cluster.LeaveAsync(server));
            await writes;
            await RenewAllAsync(servers);
        }

        await WholeAsync(servers);
    }

    /// <summary>Clients that write beside what happens; each notes what it was told.</summary>
    private Task<Refusal[]> WriteAsync(List<Server> at, int count)
    {
        var targets = at.ToArray();
        return Task.WhenAll(Enumerable.Range(0, count).Select(i => GuestAsync(targets[i % targets.Length], "jobs", $"j{Interlocked.Increment(ref _next):d4}")));
    }

    /// <summary>Heartbeats of all clients, at silos that live: that is how guests of a killed holder find another.</summary>
    private async Task RenewAllAsync(List<Server> at)
    {
        foreach (var (name, instance) in History.Acknowledged)
        {
            await Cluster.UntilAsync(() => at[0].Resolve(name).Contains(instance), $"{at[0]} resolves {name}/{instance}");
            await at[0].CommitAsync(new RenewGuest(name, instance));
        }
    }
}

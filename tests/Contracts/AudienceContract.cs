using System.Collections.Concurrent;
using OrleansNaming.Guests;
using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>Directed synchronisation relationships: who is no target of a server receives nothing of it, on no path (row E36, rule 16).</summary>
public abstract class AudienceContract : EngineContract
{
    private readonly Relations _relations = new();
    private readonly ConcurrentQueue<(string From, string To)> _delivered = [];

    [Fact]
    [Row("E36")]
    public async Task Of_a_server_with_one_target_nobody_else_receives_anything()
    {
        var (source, target, outsider) = await StartAsync();
        await source.BindAsync("orders");
        await ResolvesAsync(target, "orders", "s1");
        await outsider.BindAsync("other");
        await ResolvesAsync(source, "other", "s3");
        await ResolvesAsync(target, "other", "s3");

        // Someone says that there is more: the source refuses to tell, and so does the target, which has it.
        await Cluster.ForgeAsync(source, outsider, [new Notice(target.Holds(source), default, OwnerStatus.Serving, Cluster.Interval, false, null)]);
        var newcomer = await Cluster.StartAsync("s4", Setup); // asks each, or takes a dump
        await Cluster.UntilAsync(() => newcomer.Engine.Replica.IsComplete, "the newcomer has joined");
        await ResolvesAsync(newcomer, "other", "s3");
        for (var i = 0; i < 20; i++)
        {
            var token = await outsider.BindAsync($"later{i}");
            await HoldsAsync(target, outsider, token.Stamp);
        }

        foreach (var stranger in new[] { outsider, newcomer })
        {
            Assert.Empty(stranger.Resolve("orders"));
            Assert.True(stranger.Holds(source).IsNone, $"{stranger} holds {stranger.Holds(source)} of {source}");
        }

        Assert.Contains(("s1", "s2"), _delivered);
        Assert.DoesNotContain(_delivered, copy => copy is { From: "s1", To: "s3" or "s4" });
    }

    [Fact]
    [Row("E36")]
    public async Task A_relation_that_is_removed_stops_and_one_that_is_added_begins()
    {
        var (source, target, outsider) = await StartAsync();
        await source.BindAsync("orders");
        await ResolvesAsync(target, "orders", "s1");

        Allow("s1");
        _delivered.Clear();
        await source.BindAsync("invoices");
        for (var i = 0; i < 20; i++)
        {
            var token = await outsider.BindAsync($"later{i}");
            await HoldsAsync(target, outsider, token.Stamp);
        }

        Assert.DoesNotContain(_delivered, copy => copy.From == "s1");
        Assert.Empty(target.Resolve("invoices"));

        Allow("s1", "s2", "s3");
        await ResolvesAsync(target, "invoices", "s1");
        await ResolvesAsync(outsider, "invoices", "s1");
    }

    [Fact]
    [Row("E36")]
    public async Task A_server_with_one_target_leaves_when_that_one_knows()
    {
        var (source, target, _) = await StartAsync();
        await source.BindAsync("orders");
        await ResolvesAsync(target, "orders", "s1");

        await Cluster.LeaveAsync(source);

        await ResolvesAsync(target, "orders");
        Assert.DoesNotContain(_delivered, copy => copy is { From: "s1", To: "s3" });
    }

    [Fact]
    [Row("E36")]
    public async Task The_lasting_guest_of_a_killed_server_goes_to_one_that_may_hear_of_it()
    {
        var (source, target, outsider) = await StartAsync();
        ServerId[] others = [new("s2"), new("s3")];
        var job = Enumerable.Range(0, 100).Select(i => new EntryKey("jobs", $"job-{i}")).First(key => Rendezvous.Choose(key, others) == others[1]); // of all who live
        await source.CommitAsync(new RegisterGuest(new Registration(job.Name, job.InstanceId) { Lease = TimeSpan.Zero }));
        await ResolvesAsync(target, "jobs", job.InstanceId);
        Assert.Empty(outsider.Resolve("jobs"));

        await Cluster.KillAsync(source);

        await Cluster.UntilAsync(() => target.Engine.Replica.Resolve("jobs") is { Count: 1 } set && set.Stamp.Server.Value == "s2", "s2 has taken the guest over");
        await ResolvesAsync(outsider, "jobs", job.InstanceId); // of s2 it hears
    }

    private EngineSetup Setup => new() { Audience = _relations };

    private async Task<(Server Source, Server Target, Server Outsider)> StartAsync()
    {
        Allow("s1", "s2");
        Cluster.Lose = copy =>
        {
            _delivered.Enqueue((copy.From, copy.To));
            return false;
        };
        var servers = new[] { await Cluster.StartAsync("s1", Setup), await Cluster.StartAsync("s2", Setup), await Cluster.StartAsync("s3", Setup) };
        await JoinedAsync(servers[0], servers[1]);
        await Cluster.UntilAsync(() => servers[2].Engine.Replica.IsComplete, "the outsider has joined");
        return (servers[0], servers[1], servers[2]);
    }

    private void Allow(string owner, params string[] targets) =>
        _relations.Replace([KeyValuePair.Create(new ServerId(owner), (IReadOnlyCollection<ServerId>)[.. targets.Select(target => new ServerId(target))])]);
}

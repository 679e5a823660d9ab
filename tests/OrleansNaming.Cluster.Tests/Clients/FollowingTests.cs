using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansNaming.Following;

namespace OrleansNaming.Cluster.Tests.Clients;

[On(Engine.Orleans)]
public sealed class FollowingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("naming-follower-").FullName;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_replica_comes_to_what_the_silos_hold_and_keeps_up_with_it()
    {
        await using var cluster = await ClientCluster.StartAsync(2);
        await ClientCluster.BindAsync(cluster.Silos[0], "orders", 80);
        await cluster.UntilAsync(() => cluster.Replica is { IsComplete: true } replica && replica.Resolve("orders").Count == 1, "the directory is here");
        var handle = cluster.Replica.GetHandle("orders");
        await ClientCluster.BindAsync(cluster.Silos[1], "orders", 81);
        await cluster.UntilAsync(() => handle.Current.Count == 2, "both silos' instances are here");

        var token = await cluster.Client.RegisterAsync(new Registration("jobs", "job-7"), Ends);
        Assert.Single(await cluster.Client.ResolveAsync("jobs", new() { AtLeast = token, Timeout = TimeSpan.FromSeconds(30) }, Ends));
        Assert.Single(cluster.Replica.Resolve("jobs"));
        token = await cluster.Client.DeregisterAsync("jobs", "job-7", Ends);
        Assert.Empty(await cluster.Client.ResolveAsync("jobs", new() { AtLeast = token, Timeout = TimeSpan.FromSeconds(30) }, Ends));
    }

    [Fact]
    public async Task When_its_silo_is_gone_it_goes_on_at_another_and_with_all_gone_it_resolves_what_it_knew()
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.StateFolder = _folder);
        await cluster.Client.RegisterAsync(new Registration("jobs", "job-7") { Lease = TimeSpan.FromMinutes(30) }, Ends);
        await cluster.UntilAsync(() => cluster.Replica.Resolve("jobs").Count == 1, "the guest is here");
        await cluster.StopSiloAsync(cluster.Silos[0]);
        var token = await ClientCluster.BindAsync(cluster.Silos[0], "orders", 80);
        await cluster.UntilAsync(() => cluster.Replica.Resolve("orders").Count == 1, "the silo that stayed is followed");
        Assert.Single(await cluster.Client.ResolveAsync("orders", new() { AtLeast = token }, Ends));

        await cluster.KillSiloAsync(cluster.Silos[0]);
        await cluster.UntilAsync(() => cluster.Replica.Resolve("orders").IsStale, "nobody is heard, and what is held says so");
        Assert.Single(await cluster.Client.ResolveAsync("orders", null, Ends));
        Assert.Equal(FollowState.Stale, cluster.Application.GetRequiredService<Follower>().State);
        await cluster.StopApplicationAsync();

        var kept = new LastKnownGood(_folder, ClientCluster.Name).Read().Select(owner => owner.State.Server.Value);
        Assert.Equal(["silo_0", "silo_1"], kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_an_application_advertises_is_a_guest_as_long_as_it_runs()
    {
        await using var cluster = await ClientCluster.StartAsync(1, more: naming => naming.Advertise("web", service => service.AddEndpoint("http", 8080, "10.0.0.9")));
        await cluster.UntilAsync(() => cluster.Replica.Resolve("web").Count == 1, "it is advertised");
        var silo = ClientCluster.ClientOf(cluster.Silos[0]);
        var web = Assert.Single(await silo.ResolveAsync("web", null, Ends));
        Assert.True(web.IsGuest);
        Assert.Equal(new Endpoint("http", "10.0.0.9", 8080), web.Endpoint("http"));

        await cluster.StopApplicationAsync();
        Assert.Empty(await silo.ResolveAsync("web", null, Ends));
    }

    [Fact]
    public async Task A_client_of_another_naming_cluster_holds_nothing()
    {
        await using var cluster = await ClientCluster.StartAsync(1, options => options.Cluster = "another");
        await ClientCluster.BindAsync(cluster.Silos[0], "orders", 80);
        var source = cluster.Application.GetRequiredService<IFollowSource>();
        await foreach (var word in source.FollowAsync([], Ends))
        {
            Assert.Equal(new Wire.Clients.FollowHello(ClientCluster.Name, "silo_0"), word);
            break;
        }

        Assert.False(cluster.Replica.IsComplete);
        Assert.Empty(cluster.Replica.Resolve("orders"));
    }

    [Fact]
    public async Task Options_that_cannot_work_fail_the_start_and_name_themselves()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => ClientCluster.StartAsync(1, options =>
            (options.RequestTimeout, options.SilenceMax, options.Cluster) = (TimeSpan.Zero, TimeSpan.FromSeconds(1), "Not A Segment")));

        Assert.Contains("Naming:", wrong.Message, StringComparison.Ordinal);
    }
}

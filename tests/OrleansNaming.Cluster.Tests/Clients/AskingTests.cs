using Microsoft.Extensions.DependencyInjection;

namespace OrleansNaming.Cluster.Tests.Clients;

[On(Engine.Orleans)]
public sealed class AskingTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_without_a_replica_registers_reads_its_write_renews_and_takes_it_back()
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.KeepReplica = false);
        var job = new Registration("shop/jobs", "job-7")
        {
            Endpoints = [new Endpoint("http", "10.0.0.7", 80), new Endpoint("admin", "10.0.0.7", 81)],
            Zone = "eu-1",
            Tags = ["v2", "blue"],
            Metadata = new Dictionary<string, string> { ["team"] = "jobs" },
            Weight = 3,
            Lease = TimeSpan.FromSeconds(40),
        };

        var token = await cluster.Client.RegisterAsync(job, Ends);
        foreach (var silo in cluster.Silos)
        {
            Assert.Single(await ClientCluster.ClientOf(silo).ResolveAsync("shop/jobs", new() { AtLeast = token }, Ends));
        }

        var found = await cluster.Client.ResolveAsync("shop/jobs", new() { AtLeast = token }, Ends);
        var instance = Assert.Single(found);
        Assert.Equal(job.Endpoints, [.. instance.Endpoints]);
        Assert.Equal(("job-7", "eu-1", 3, true), (instance.InstanceId, instance.Zone, instance.Weight, instance.IsGuest));
        Assert.Equal(job.Tags.Order(), instance.Tags.Order());
        Assert.Equal("jobs", instance.Metadata["team"]);
        Assert.Equal(token, found.Stamp);
        Assert.False(found.IsStale);

        await cluster.Client.RenewAsync("shop/jobs", "job-7", Ends);
        var gone = await cluster.Client.DeregisterAsync("shop/jobs", "job-7", Ends);
        Assert.Empty(await cluster.Client.ResolveAsync("shop/jobs", new() { AtLeast = gone }, Ends));
    }

    [Fact]
    public async Task What_a_silo_refuses_is_refused_to_the_client_for_the_same_reason()
    {
        await using var cluster = await ClientCluster.StartAsync(1, options => options.KeepReplica = false);
        var token = await cluster.Client.RegisterAsync(new Registration("jobs", "job-7"), Ends);

        Assert.Equal(Refusal.NotFound, await RefusalAsync(cluster.Client.RenewAsync("jobs", "job-8", Ends)));
        Assert.Equal(Refusal.NotFound, await RefusalAsync(cluster.Client.DeregisterAsync("jobs", "job-8", Ends)));
        Assert.Equal(Refusal.Invalid, await RefusalAsync(cluster.Client.ResolveAsync("not//a name", null, Ends)));
        Assert.Equal(Refusal.Invalid, await RefusalAsync(cluster.Client.RegisterAsync(new Registration("jobs", "job-9") { Weight = -1 }, Ends)));
        var later = token with { Stamp = token.Stamp with { Version = token.Stamp.Version + 1_000 } };
        Assert.Equal(Refusal.NotReached, await RefusalAsync(cluster.Client.ResolveAsync("jobs", new() { AtLeast = later, Timeout = TimeSpan.FromMilliseconds(50) }, Ends)));
        Assert.Throws<InvalidOperationException>(() => cluster.Replica);
    }

    [Fact]
    public async Task A_question_is_narrowed_and_a_listing_is_paged_at_the_silo()
    {
        await using var cluster = await ClientCluster.StartAsync(1, options => options.KeepReplica = false);
        await cluster.Client.RegisterAsync(new Registration("jobs", "old") { Tags = ["v1"], Zone = "eu" }, Ends);
        await cluster.Client.RegisterAsync(new Registration("jobs", "new") { Tags = ["v2"], Zone = "us" }, Ends);
        Assert.Equal("new", Assert.Single(await cluster.Client.ResolveAsync("jobs", new() { Tags = ["v2"] }, Ends)).InstanceId);
        Assert.Equal("old", Assert.Single(await cluster.Client.ResolveAsync("jobs", new() { Zone = "eu" }, Ends)).InstanceId);
        Assert.Equal(2, (await cluster.Client.ResolveAsync("jobs", null, Ends)).Count);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => ClientCluster.BindAsync(cluster.Silos[0], $"shop/s{i:d3}", 1 + i)));
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await cluster.Client.ListAsync("shop", after, Ends);
            names.AddRange(page.Names.Select(item => item.Name));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"shop/s{i:d3}"), names);
        var top = await cluster.Client.ListAsync("", null, Ends);
        Assert.Contains(top.Names, item => item is { Name: "shop", IsContext: true });
        Assert.Contains(top.Names, item => item is { Name: "jobs", Instances: 2 });
    }

    [Fact]
    public async Task When_the_silo_that_answers_dies_another_one_does()
    {
        await using var cluster = await ClientCluster.StartAsync(3, options => options.KeepReplica = false);
        await cluster.Client.RegisterAsync(new Registration("jobs", "job-7"), Ends);
        await cluster.Client.ResolveAsync("jobs", null, Ends);
        foreach (var silo in cluster.Silos.Take(2).ToArray())
        {
            await cluster.KillSiloAsync(silo);
            await cluster.Client.RegisterAsync(new Registration("jobs", "job-8"), Ends);
        }

        Assert.Contains(await cluster.Client.ResolveAsync("jobs", null, Ends), instance => instance.InstanceId == "job-8");
    }

    [Fact]
    public async Task What_is_stale_says_so_and_what_is_fresh_again_too()
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.KeepReplica = false);
        var token = await ClientCluster.BindAsync(cluster.Silos[0], "orders", 80);
        var question = new ResolveOptions { AtLeast = token };
        foreach (var stale in new[] { false, true, false })
        {
            foreach (var silo in cluster.Silos)
            {
                await ClientCluster.ClientOf(silo).ResolveAsync("orders", question, Ends);
                ClientCluster.EngineOf(silo).Replica.Find(token.Server)!.IsStale = stale;
            }

            var answers = cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<Silo.Clients.ResolvedAnswers>().Of(ClientCluster.EngineOf(silo).Replica.Resolve("orders"))).ToArray();
            Assert.All(answers, bytes => Assert.Equal(stale, Decode(bytes).IsStale));
            Assert.All(cluster.Silos, silo => Assert.Equal(!stale, Same(silo)));
        }

        // The same array as long as nothing changes: nothing is encoded for a resolve.
        static bool Same(Orleans.TestingHost.InProcessSiloHandle silo)
        {
            var answers = silo.ServiceProvider.GetRequiredService<Silo.Clients.ResolvedAnswers>();
            var found = ClientCluster.EngineOf(silo).Replica.Resolve("orders");
            return ReferenceEquals(answers.Of(found), answers.Of(found));
        }
    }

    private static InstanceSet Decode(byte[] bytes)
    {
        Assert.True(Wire.Clients.CallAnswerCodec.TryDecode(bytes, out var answer));
        Assert.True(Wire.Clients.ResolvedCodec.TryDecode(answer.Body.Span, out var found));
        return found;
    }

    private static async Task<Refusal> RefusalAsync(Task asked) => (await Assert.ThrowsAsync<NamingException>(() => asked)).Refusal;
}

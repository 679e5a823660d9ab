using Orleans.TestingHost;

namespace OrleansNaming.Cluster.Tests.Clients;

/// <summary>Silos that offer one service at one shared address, each with an endpoint of its own behind it; and an Orleans client, who is no member.</summary>
[On(Engine.Orleans)]
public sealed class SharedAddressTests
{
    private const string Vip = "192.0.2.100";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact, Row("M1"), Row("M3"), Row("M6")]
    public async Task Two_silos_behind_one_address_resolve_each_others_dedicated_endpoint()
    {
        await using var cluster = await ClientCluster.StartAsync(2);
        var tokens = await BindAllAsync(cluster);
        for (var i = 0; i < 2; i++)
        {
            var (asker, other) = (cluster.Silos[i], cluster.Silos[1 - i]);
            var found = await ClientCluster.ClientOf(asker).ResolveAsync("shop", new() { AtLeast = tokens[1 - i] }, Ends);
            var instance = Assert.Single(found); // Never itself.
            Assert.Equal(ClientCluster.EngineOf(other).Server.Value, instance.InstanceId);
            Assert.Equal((EndpointScope.Dedicated, $"10.0.0.{2 - i}", 8080), Told(instance));

            var outside = await ClientCluster.ClientOf(asker).ResolveAsync("shop", new() { Scope = ResolveScope.External, AtLeast = tokens[1 - i] }, Ends);
            Assert.All(outside, each => Assert.Equal((EndpointScope.Cluster, Vip, 80), Told(each)));
        }
    }

    /// <summary>With a replica of its own, and by asking a silo.</summary>
    [Theory, Row("M1"), Row("M9")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_Orleans_client_is_told_the_shared_address_alone(bool keepReplica)
    {
        await using var cluster = await ClientCluster.StartAsync(2, options => options.KeepReplica = keepReplica);
        foreach (var token in await BindAllAsync(cluster))
        {
            var found = await cluster.Client.ResolveAsync("shop", new() { AtLeast = token }, Ends);
            Assert.NotEmpty(found);
            Assert.All(found, instance => Assert.Equal((EndpointScope.Cluster, Vip, 80), Told(instance)));
        }
    }

    /// <summary>The silo that stays never calls one that is gone, and has nobody but itself, whom it does not get.</summary>
    [Fact, Row("M1"), Row("M6")]
    public async Task A_silo_that_was_killed_is_no_peer_any_more()
    {
        await using var cluster = await ClientCluster.StartAsync(2);
        var (stays, dies) = (cluster.Silos[0], cluster.Silos[1]);
        var tokens = await BindAllAsync(cluster);
        Assert.Single(await ClientCluster.ClientOf(stays).ResolveAsync("shop", new() { AtLeast = tokens[1] }, Ends));

        await cluster.KillSiloAsync(dies);
        await Eventually.Holds(
            async () => (await ClientCluster.ClientOf(stays).ResolveAsync("shop", null, Ends)).Count, count => count == 0, "only the one that stays is left", TimeSpan.FromMinutes(1));
    }

    private static (EndpointScope Scope, string Host, int Port) Told(Instance instance)
    {
        var endpoint = Assert.Single(instance.Endpoints);
        return (endpoint.Scope, endpoint.Host, endpoint.Port);
    }

    private static async Task<Token[]> BindAllAsync(ClientCluster cluster) =>
        await Task.WhenAll(cluster.Silos.Select((silo, i) => BindAsync(silo, i + 1)));

    private static async Task<Token> BindAsync(InProcessSiloHandle silo, int number)
    {
        var engine = ClientCluster.EngineOf(silo);
        var completed = await engine.CommitAsync(
            new Bind(
                new Registration("shop", engine.Server.Value)
                {
                    Endpoints =
                    [
                        new Endpoint("http", Vip, 80) { Scope = EndpointScope.Cluster },
                        new Endpoint("http", $"10.0.0.{number}", 8080) { Scope = EndpointScope.Dedicated },
                    ],
                },
                Replace: true),
            Ends);
        Assert.Equal(Refusal.None, completed.Refusal);
        return completed.Token;
    }
}

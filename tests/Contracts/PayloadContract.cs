using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>What a notice carries decides who must fetch (row B12).</summary>
public abstract class PayloadContract : EngineContract
{
    [Fact]
    [Row("B12")]
    public async Task With_full_payload_nobody_fetches_a_small_list()
    {
        var servers = await StartAsync(3, new EngineSetup { Payload = AdvertPayload.Full });
        Forget(servers);

        var token = await servers[0].BindAsync("orders");

        await EveryoneHoldsAsync(servers, token);
        Assert.All(servers, server => Assert.Empty(server.Of(ObservationKind.FetchStarted)));
    }

    [Fact]
    [Row("B12")]
    public async Task With_full_payload_nobody_fetches_a_list_of_a_thousand()
    {
        var servers = await StartAsync(2, new EngineSetup { Payload = AdvertPayload.Full });
        Forget(servers);

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => servers[0].BindAsync($"many/n{i}")));

        await EveryoneHoldsAsync(servers, new Token(default, servers[0].Holds(servers[0])));
        Assert.Empty(servers[1].Of(ObservationKind.FetchStarted));
        Assert.Equal(["s1"], servers[1].Resolve("many/n999"));
    }

    [Fact]
    [Row("B12")]
    public async Task A_lost_chunk_falls_back_to_a_fetch()
    {
        var servers = await StartAsync(2, new EngineSetup { Payload = AdvertPayload.Full });
        Forget(servers);
        Cluster.Lose = delivery => delivery is { From: "s1", To: "s2", Message: Chunk { Index: 1 } };

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => servers[0].BindAsync($"many/n{i}")));

        await EveryoneHoldsAsync(servers, new Token(default, servers[0].Holds(servers[0])));
        Assert.NotEmpty(servers[1].Of(ObservationKind.FetchStarted));
        Assert.Equal(["s1"], servers[1].Resolve("many/n999"));
    }

    [Fact]
    [Row("B12")]
    [Lesson(26)]
    public async Task With_stamps_alone_every_receiver_fetches()
    {
        var servers = await StartAsync(3, new EngineSetup { Payload = AdvertPayload.VersionOnly });
        Forget(servers);

        var token = await servers[0].BindAsync("orders");

        await EveryoneHoldsAsync(servers, token);
        Assert.Single(servers[1].Of(ObservationKind.FetchStarted, servers[0]));
        Assert.Single(servers[2].Of(ObservationKind.FetchStarted, servers[0]));
    }

    private static void Forget(Server[] servers)
    {
        foreach (var server in servers)
        {
            server.Forget();
        }
    }

    private async Task EveryoneHoldsAsync(Server[] servers, Token token)
    {
        foreach (var server in servers)
        {
            await HoldsAsync(server, servers[0], token.Stamp);
        }
    }
}

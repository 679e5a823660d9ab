namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>What the owners' grains assume of placement.</summary>
[On(Engine.Orleans)]
public sealed class PlacementAssumptions : IAsyncLifetime
{
    private readonly ProbeCluster _cluster = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    [Lesson(34)]
    public async Task A_filter_sees_the_key_and_the_grain_is_placed_by_it()
    {
        var one = await _cluster.StartAsync("a");
        await StartSeenAsync("b");

        Assert.Equal("a", await ProbeCluster.Grain<IHomeGrain>(one, "a").WhereAsync());
        await Eventually.Holds(() => MovedAsync("b"), where => where == "b", "the grain is on the silo of its name", ProbeCluster.Patience);
    }

    [Fact]
    public async Task A_grain_whose_home_is_not_there_lives_elsewhere_and_MigrateOnIdle_brings_it_home()
    {
        var one = await _cluster.StartAsync("a");
        Assert.Equal("a", await ProbeCluster.Grain<IHomeGrain>(one, "b").WhereAsync());

        await StartSeenAsync("b");

        await Eventually.Holds(() => MovedAsync("b"), where => where == "b", "the grain came home", ProbeCluster.Patience);
    }

    [Fact]
    public async Task A_grain_whose_silo_died_lives_on_elsewhere()
    {
        var one = await _cluster.StartAsync("a");
        var two = await StartSeenAsync("b");
        await Eventually.Holds(() => MovedAsync("b"), where => where == "b", "the grain is on the silo of its name", ProbeCluster.Patience);
        var address = two.SiloAddress;

        await _cluster.StopAsync(two, gracefully: false);
        await ProbeCluster.SeesAsync(one, snapshot => snapshot.GetSiloStatus(address) == SiloStatus.Dead);

        Assert.Equal("a", await Eventually.Holds(() => WhereAsync("b"), where => where is not null, "the grain answers", ProbeCluster.Patience));
    }

    private async Task<Orleans.TestingHost.InProcessSiloHandle> StartSeenAsync(string name)
    {
        var silo = await _cluster.StartAsync(name);
        await ProbeCluster.SeesAsync(_cluster.First!, snapshot => snapshot.GetSiloStatus(silo.SiloAddress) == SiloStatus.Active);
        return silo;
    }

    /// <summary>Candidates lag behind the membership, so a move may have to be asked for again.</summary>
    private async Task<string?> MovedAsync(string name)
    {
        var where = await WhereAsync(name);
        if (where != name)
        {
            await ProbeCluster.Grain<IHomeGrain>(_cluster.First!, name).MoveAsync();
        }

        return where;
    }

    private async Task<string?> WhereAsync(string name)
    {
        try
        {
            return await ProbeCluster.Grain<IHomeGrain>(_cluster.First!, name).WhereAsync();
        }
        catch (OrleansException)
        {
            return null; // it moves just now, or its silo died
        }
    }
}

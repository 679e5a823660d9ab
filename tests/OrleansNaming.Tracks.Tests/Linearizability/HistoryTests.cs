using OrleansNaming.Tracks.Tests.Stores;
using OrleansNaming.Tracks.Tests.Stores.Model;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>T3: what servers see of a track is what a single compare-and-set register could have told them.</summary>
public sealed class HistoryTests(PostgresServer server, ITestOutputHelper output)
{
    private const int Servers = 4;

    [Fact]
    public void Ten_thousand_histories_over_a_network_that_delays_and_loses_are_linearizable()
    {
        var (operations, unanswered) = (0, 0);
        for (var seed = 0; seed < Effort.Cases(10_000); seed++)
        {
            var world = new DelayedWorld(seed, new MemoryOwnershipStore(new MemoryGroup()));
            var history = world.Run();

            Assert.True(LinearizabilityChecker.IsLinearizable(history), $"seed {seed}:\n{string.Join('\n', history.OrderBy(operation => operation.Called))}");
            (operations, unanswered) = (operations + history.Count, unanswered + world.UnansweredCount);
        }

        output.WriteLine($"{Effort.Cases(10_000)} histories, {operations} operations, {unanswered} without an answer");
        Assert.True(unanswered * 50 > operations, "answers are hardly lost");
    }

    [Theory]
    [InlineData(PlantedBug.TakesWithoutComparing)]
    [InlineData(PlantedBug.ComparesTooEarly)]
    [InlineData(PlantedBug.RenewsForFormerOwners)]
    [InlineData(PlantedBug.ReleasesForFormerOwners)]
    [InlineData(PlantedBug.ReadsFromYesterday)]
    [InlineData(PlantedBug.ForgetsReleases)]
    [InlineData(PlantedBug.ForgetsEpochs)]
    public void A_store_with_a_planted_bug_is_refused(PlantedBug bug) => Assert.Contains(
        Enumerable.Range(0, 100), seed => !LinearizabilityChecker.IsLinearizable(new DelayedWorld(seed, new BrokenStore(bug)).Run()));

    [Fact]
    public void The_same_store_without_a_bug_is_not() => Assert.All(
        Enumerable.Range(0, 100), seed => Assert.True(LinearizabilityChecker.IsLinearizable(new DelayedWorld(seed, new BrokenStore(PlantedBug.None)).Run())));

    [Fact]
    [On(Engine.Lan)]
    public async Task Histories_of_servers_on_one_SQLite_file_are_linearizable()
    {
        await using var stores = await new SqliteStores().PreparedAsync();

        await LinearizableAsync(stores, Effort.Cases(300));
    }

    [Fact]
    [On(Engine.Lan)]
    public async Task Histories_of_servers_on_one_PostgreSQL_are_linearizable()
    {
        await using var stores = await new PostgresStores(server).StartAsync();

        await LinearizableAsync(stores, Effort.Cases(1_000));
    }

    private async Task LinearizableAsync(SqlStores stores, int histories)
    {
        var owners = Enumerable.Range(0, Servers).Select(i => stores.Owners(server: i)).ToList();
        var operations = 0;
        for (var seed = 0; seed < histories; seed++)
        {
            var history = await new ConcurrentWorld(seed, $"t{seed}", owners).RunAsync(40);

            Assert.True(LinearizabilityChecker.IsLinearizable(history), $"history {seed}:\n{string.Join('\n', history.OrderBy(operation => operation.Called))}");
            operations += history.Count;
        }

        output.WriteLine($"{histories} histories, {operations} operations");
    }
}

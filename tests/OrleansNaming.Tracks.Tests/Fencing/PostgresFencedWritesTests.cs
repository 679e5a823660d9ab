using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

[On(Engine.Lan)]
public sealed class PostgresFencedWritesTests(PostgresServer server, ITestOutputHelper output) : FencedWritesContract(output)
{
    [Fact]
    [Row("E27")]
    public Task A_million_fenced_writes_and_none_of_a_former_owner() => NoWriteOfAFormerOwnerAsync(Effort.Cases(1_000_000));

    [Fact]
    public Task Without_the_lock_a_former_owners_write_slips_through() => SlipsThroughWithoutTheLockAsync();

    private protected override async Task<IStores> OpenAsync() => await new PostgresStores(server).StartAsync();
}

using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

[On(Engine.Lan)]
public sealed class SqliteFencedWritesTests(ITestOutputHelper output) : FencedWritesContract(output)
{
    [Fact]
    [Row("E27")]
    public Task A_hundred_thousand_fenced_writes_and_none_of_a_former_owner() => NoWriteOfAFormerOwnerAsync(Effort.Cases(100_000));

    private protected override async Task<IStores> OpenAsync() => await new SqliteStores().PreparedAsync();
}

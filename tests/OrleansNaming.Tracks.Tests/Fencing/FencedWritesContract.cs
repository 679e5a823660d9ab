using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

/// <summary>T2 at a resource in the owners' own database: what it accepts never goes back to a former owner.</summary>
public abstract class FencedWritesContract(ITestOutputHelper output) : StoreContract
{
    private const int Writers = 4;

    private protected SqlStores Sql => (SqlStores)Stores;

    private protected async Task NoWriteOfAFormerOwnerAsync(int writes)
    {
        var ledger = new Ledger(Sql);
        await ledger.OpenAsync("a", "b");
        var writers = Enumerable.Range(0, Writers).Select(number => new FencedWriter(Sql, ledger, number, ["a", "b"])).ToList();

        await Task.WhenAll(writers.Select(writer => Task.Run(() => writer.RunAsync(writes / FencedWriter.WritesEach / Writers))));

        var (counted, violations) = await ledger.CountAsync();
        var (takes, refused) = (writers.Sum(writer => writer.Takes), writers.Sum(writer => writer.Refused));
        output.WriteLine($"{counted} fenced writes, {violations} violations, {takes} changes of hands, {refused} transactions refused");
        Assert.Equal(0, violations);
        Assert.Equal(writers.Sum(writer => writer.Transactions) * FencedWriter.WritesEach, counted);
        Assert.True(counted >= writes && takes > 20 && refused > 20, "too little happened");
    }

    /// <summary>The ledger's own test, and the reason for the fence's lock: the same check without a lock lets a former owner's write land behind the next owner's.</summary>
    private protected async Task SlipsThroughWithoutTheLockAsync()
    {
        var ledger = new Ledger(Sql);
        await ledger.OpenAsync("a");
        var former = await TakenAsync(Ann, "a");
        await using var connection = await Sql.Of(1).OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        var check = await Sql.Of(1).Session(connection, transaction).ReadAsync(
            $"select 1 from track_owner where {SqlOwnershipStore.HasToken}", SqlOwnershipStore.Values("g", former), row => row.GetInt32(0), Cancel);
        Assert.Equal([1], check);

        await WriteAsync(ledger, await TakenAsync(Bob, "a", seen: 1));
        await ledger.WriteAsync(connection, transaction, former, 1);
        await transaction.CommitAsync(Cancel);

        Assert.Equal((2, 1), await ledger.CountAsync());
    }

    private async Task WriteAsync(Ledger ledger, TrackToken token)
    {
        await using var fenced = await new SqlFence(Sql.Of(0), "g").TryBeginAsync(token, Cancel);
        await ledger.WriteAsync(fenced!.Connection, fenced.Transaction, token, 1);
        await fenced.CommitAsync(Cancel);
    }
}

using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Tests.Stores;

namespace OrleansNaming.Tracks.Tests.Fencing;

/// <summary>A resource in another database than the owners'.</summary>
public abstract class SqlTokenGateContract : StoreContract
{
    private SqlStores Sql => (SqlStores)Stores;

    [Fact]
    public async Task A_lower_token_than_the_highest_is_outdated()
    {
        var gate = new SqlTokenGate(Sql.Of(0));

        Assert.Equal(TokenVerdict.Accepted, await WriteAsync(gate, 1, Ann));
        Assert.Equal(TokenVerdict.Accepted, await WriteAsync(gate, 1, Ann));
        Assert.Equal(TokenVerdict.Accepted, await WriteAsync(gate, 5, Bob));
        Assert.Equal(TokenVerdict.Outdated, await WriteAsync(gate, 4, Ann));

        Assert.Equal(["1", "1", "5"], await Stores.NotesAsync());
    }

    [Fact]
    public async Task Two_holders_of_one_epoch_are_counted_and_the_second_refused()
    {
        var gate = new SqlTokenGate(Sql.Of(0));
        await WriteAsync(gate, 2, Ann);

        Assert.Equal(TokenVerdict.Broken, await WriteAsync(gate, 2, Bob));
        Assert.Equal(TokenVerdict.Broken, await WriteAsync(gate, 2, Ann with { Boot = new BootId(9) }));
        Assert.Equal(TokenVerdict.Accepted, await WriteAsync(gate, 2, Ann));

        Assert.Equal(2, gate.BrokenCount);
    }

    [Fact]
    public async Task Without_a_commit_the_token_is_not_remembered()
    {
        var gate = new SqlTokenGate(Sql.Of(0));
        await WriteAsync(gate, 9, Bob, commit: false);

        Assert.Equal(TokenVerdict.Accepted, await WriteAsync(gate, 1, Ann));
    }

    [Fact]
    public async Task Writers_at_once_never_go_back()
    {
        var gate = new SqlTokenGate(Sql.Of(0));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var i = 0; i < 40; i++)
            {
                await WriteAsync(gate, (ulong)(i + random.Next(1, 10)), Ann);
            }
        })));

        var epochs = (await Stores.NotesAsync()).Select(ulong.Parse).ToList();
        Assert.Equal(epochs.Order(), epochs);
        Assert.Equal(0, gate.BrokenCount);
    }

    private Task<TokenVerdict> WriteAsync(SqlTokenGate gate, ulong epoch, Holder holder, bool commit = true) => Sql.Of(0).RetryAsync(
        async cancel =>
        {
            await using var connection = await Sql.Of(0).OpenAsync(cancel);
            await using var transaction = await Sql.Of(0).BeginAsync(connection, cancel);
            var verdict = await gate.AdmitAsync(transaction, "ledger", new TrackToken("jobs", epoch, holder), cancel);
            if (verdict == TokenVerdict.Accepted)
            {
                await Sql.Of(0).Session(connection, transaction).ExecuteAsync("insert into note (line) values (@line)", [("line", $"{epoch}")], cancel);
            }

            if (verdict == TokenVerdict.Accepted && commit)
            {
                await transaction.CommitAsync(cancel);
            }

            return verdict;
        },
        Cancel);
}
